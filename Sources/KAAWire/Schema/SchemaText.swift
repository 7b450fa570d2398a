/// Reads texts of descriptors.
enum SchemaText {
    static func read(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) throws -> String {
        guard let text = unsafe String(validating: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self) else {
            throw WireError(.invalidSchema, "A name in a descriptor is not UTF-8.")
        }
        return text
    }

    /// Reads a type's name, which stands with a leading dot.
    static func typeName(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) throws -> String {
        let text = try unsafe self.read(bytes, range)
        return text.hasPrefix(".") ? String(text.dropFirst()) : text
    }

    /// `young_person_id` as `youngPersonId`, as protoc forms the names in JSON.
    static func jsonName(_ name: String) -> String {
        var result = ""
        var raisesNext = false
        for character in name {
            if character == "_" {
                raisesNext = true
            } else {
                result += raisesNext ? character.uppercased() : String(character)
                raisesNext = false
            }
        }
        return result
    }
}
