/// The files of contracts, found by what they declare.
struct DescriptorIndex: Sendable {
    private struct File: Sendable {
        var bytes: [UInt8] = []
        var imports: [String] = []
    }

    private var files: [String: File] = [:]
    private var symbols: [String: String] = [:]
    private var extensions: [String: [Int32: String]] = [:]

    /// Reads serialized `FileDescriptorProto` messages; a file that comes again is skipped.
    ///
    /// - Throws: ``DescriptorScanner/DamagedError`` if one cannot be read.
    init(_ descriptors: [[UInt8]]) throws {
        for descriptor in descriptors {
            try self.add(descriptor)
        }
    }

    /// The file of a name and all that it imports, itself first; `nil` if it is not known.
    func files(named name: String) -> [[UInt8]]? {
        guard self.files[name] != nil else { return nil }
        var found: [[UInt8]] = []
        var seen: Set<String> = []
        var waiting = [name]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let file = self.files[next] else { continue }
            found.append(file.bytes)
            waiting += file.imports
        }
        return found
    }

    /// The file that declares a message, field, enum, value, service or method, and all that it imports.
    func files(declaring symbol: String) -> [[UInt8]]? {
        self.symbols[symbol].flatMap(self.files(named:))
    }

    /// The file that declares an extension of a message, and all that it imports.
    func files(extending message: String, number: Int32) -> [[UInt8]]? {
        self.extensions[message]?[number].flatMap(self.files(named:))
    }

    /// The numbers of all extensions of a message, ascending; `nil` if there is no such message.
    func extensionNumbers(of message: String) -> [Int32]? {
        guard self.symbols[message] != nil || self.extensions[message] != nil else { return nil }
        return self.extensions[message, default: [:]].keys.sorted()
    }
}

extension DescriptorIndex {
    private mutating func add(_ descriptor: [UInt8]) throws {
        var file = File(bytes: descriptor)
        var name = ""
        var package = ""
        var scanner = DescriptorScanner(descriptor[...])
        while let field = try scanner.next() {
            switch field.number {
            case 1: name = field.text
            case 2: package = field.text
            case 3: file.imports.append(field.text)
            default: break
            }
        }
        guard self.files.updateValue(file, forKey: name) == nil else { return }
        scanner = DescriptorScanner(descriptor[...])
        while let field = try scanner.next() {
            switch field.number {
            case 4: try self.addMessage(field.bytes, in: package, file: name)
            case 5: try self.addEnum(field.bytes, in: package, file: name)
            case 6: try self.addNamed(field.bytes, in: package, parts: [2], file: name)
            case 7: try self.addExtension(field.bytes, in: package, file: name)
            default: break
            }
        }
    }

    private mutating func addMessage(_ bytes: ArraySlice<UInt8>, in scope: String, file: String) throws {
        let full = try self.addNamed(bytes, in: scope, parts: [2, 8], file: file)
        var scanner = DescriptorScanner(bytes)
        while let field = try scanner.next() {
            switch field.number {
            case 3: try self.addMessage(field.bytes, in: full, file: file)
            case 4: try self.addEnum(field.bytes, in: full, file: file)
            case 6: try self.addExtension(field.bytes, in: full, file: file)
            default: break
            }
        }
    }

    /// The values of an enum are its siblings, as in C++.
    private mutating func addEnum(_ bytes: ArraySlice<UInt8>, in scope: String, file: String) throws {
        try self.addNamed(bytes, in: scope, parts: [], file: file)
        var scanner = DescriptorScanner(bytes)
        while let field = try scanner.next() {
            guard field.number == 2 else { continue }
            try self.addNamed(field.bytes, in: scope, parts: [], file: file)
        }
    }

    private mutating func addExtension(_ bytes: ArraySlice<UInt8>, in scope: String, file: String) throws {
        try self.addNamed(bytes, in: scope, parts: [], file: file)
        var extended = ""
        var number: Int32 = 0
        var scanner = DescriptorScanner(bytes)
        while let field = try scanner.next() {
            if field.number == 2 { extended = String(field.text.drop { $0 == "." }) }
            if field.number == 3 { number = Int32(truncatingIfNeeded: field.varint) }
        }
        self.extensions[extended, default: [:]][number] = file
    }

    /// Adds what a descriptor names in field 1, and the parts of it in the fields given, which also have their name in field 1.
    @discardableResult
    private mutating func addNamed(
        _ bytes: ArraySlice<UInt8>,
        in scope: String,
        parts: Set<Int>,
        file: String
    ) throws -> String {
        var name = ""
        var partDescriptors: [ArraySlice<UInt8>] = []
        var scanner = DescriptorScanner(bytes)
        while let field = try scanner.next() {
            if field.number == 1 { name = field.text }
            if parts.contains(field.number) { partDescriptors.append(field.bytes) }
        }
        let full = scope.isEmpty ? name : "\(scope).\(name)"
        self.symbols[full] = file
        for part in partDescriptors {
            try self.addNamed(part, in: full, parts: [], file: file)
        }
        return full
    }
}
