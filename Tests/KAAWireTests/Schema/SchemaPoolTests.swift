import KAAWire
import TestContracts
import Testing

/// What descriptors tell of messages, enums and services.
struct SchemaPoolTests {
    private let pool: SchemaPool

    init() throws {
        self.pool = try SchemaPool(files: Kaa.Testing.V1.Kinds.wireFile.withImports)
    }

    @Test func listsImportsFirstAndEachFileOnce() throws {
        let file = Kaa.Testing.V1.Kinds.wireFile
        #expect(file.name == "kaa/testing/v1/testing.proto")
        let imports = ["any", "duration", "timestamp"].map { "google/protobuf/\($0).proto" }
        #expect(file.imports.map(\.name).sorted() == imports)
        let twice = WireFile(name: "twice.proto", imports: [file, file] + file.imports, base64: "")
        #expect(twice.withImports.count == 5)
        #expect(twice.withImports[3] == file.bytes)
        #expect(twice.withImports.last == [])
    }

    @Test func knowsTheFieldsOfAMessage() throws {
        let kinds = try self.pool.message("kaa.testing.v1.Kinds")
        #expect(kinds.fields.count == 37)
        #expect(kinds.field(28)?.name == "maybe_number")
        #expect(kinds.field(named: "maybeNumber")?.number == 28)
        #expect(kinds.field(named: "maybe_number")?.number == 28)
        #expect(kinds.field(named: "MaybeNumber") == nil)
        #expect(kinds.field(38) == nil)
        #expect(kinds.field(28)?.hasPresence == true)
        #expect(kinds.field(17)?.hasPresence == true)
        #expect(kinds.field(4)?.hasPresence == false)
        #expect(kinds.field(22)?.hasPresence == false)
        #expect(kinds.field(22)?.isRepeated == true)
        #expect(kinds.field(22)?.typeName == "kaa.testing.v1.Leaf")
        #expect(kinds.field(10)?.kind == .fixed32)
        let chosen = try #require(kinds.field(31))
        #expect(kinds.siblings(of: chosen) == [32, 33, 34])
        let optional = try #require(kinds.field(28))
        #expect(kinds.siblings(of: optional).isEmpty)
    }

    @Test func knowsMapsAndNestedTypes() throws {
        #expect(try self.pool.message("kaa.testing.v1.Kinds.CountsEntry").isMapEntry)
        #expect(try !self.pool.message("kaa.testing.v1.Leaf").isMapEntry)
        #expect(try self.pool.message("kaa.testing.v1.Nest.Nested").fields.map(\.name) == ["first", "mode", "kinds"])
        let mode = try self.pool.enumeration("kaa.testing.v1.Nest.Mode")
        #expect(mode.name(of: 2_000_000_000) == "MODE_CLOSED")
        #expect(mode.numbers["MODE_OPEN"] == 1)
        #expect(mode.name(of: 2) == nil)
    }

    @Test func knowsTheMethodsOfAService() throws {
        let service = try #require(self.pool.service("kaa.testing.v1.TestService"))
        #expect(service.methods.map(\.name) == ["Echo", "Expand", "Collect", "Chat"])
        #expect(service.methods.map(\.isClientStreaming) == [false, false, true, true])
        #expect(service.methods.map(\.isServerStreaming) == [false, true, false, true])
        #expect(service.methods[0].input == "kaa.testing.v1.EchoRequest")
        #expect(service.methods[0].output == "kaa.testing.v1.EchoResponse")
        #expect(self.pool.service("kaa.testing.v1.Leaf") == nil)
    }

    @Test func saysWhatItDoesNotKnow() throws {
        let message = try #require(throws: WireError.self) { try self.pool.message("kaa.testing.v1.Nobody") }
        #expect(message == WireError(.invalidSchema, "The message 'kaa.testing.v1.Nobody' is not known."))
        #expect(throws: WireError.self) { try self.pool.enumeration("kaa.testing.v1.Leaf") }
    }

    @Test func refusesDescriptorsThatAreDamaged() throws {
        let file = Kaa.Testing.V1.Kinds.wireFile.bytes
        #expect(throws: WireError.self) { try SchemaPool(files: [Array(file.dropLast())]) }
        #expect(throws: WireError.self) { try SchemaPool(files: [[0x22, 0x04, 0x0A, 0x02, 0xFF, 0xFF]]) }
        #expect(throws: WireError.self) { try SchemaPool(files: [[0x22, 0x04, 0x12, 0x02, 0x28, 0x63]]) }
    }

    @Test func boundsHowDeepMessagesAreDeclaredInOneAnother() throws {
        var declaration: [UInt8] = [0x0A, 0x01, 0x61]
        for _ in 0..<5000 {
            declaration = try [UInt8](hex: "0a0161") + Self.field(3, declaration)
        }
        let file = Self.field(4, declaration)
        let error = try #require(throws: WireError.self) { try SchemaPool(files: [file]) }
        #expect(error.code == .invalidSchema)
    }

    private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        repeat {
            length.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return [number << 3 | 2] + length + content
    }
}
