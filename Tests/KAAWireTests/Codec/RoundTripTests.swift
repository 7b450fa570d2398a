import KAAWire
import TestContracts
import Testing

/// What is encoded and decoded again is what it was.
struct RoundTripTests {
    typealias Kinds = Kaa.Testing.V1.Kinds
    typealias Nest = Kaa.Testing.V1.Nest

    @Test func keepsEveryFieldOfEveryKind() throws {
        #expect(try Kinds(decoding: Kinds.full.encodedBytes()) == .full)
    }

    @Test func encodesDefaultsAsNothing() throws {
        #expect(try Kinds().encodedBytes() == [])
        #expect(try Kinds(decoding: []) == Kinds())
    }

    @Test func keepsTheEdgesOfNumbers() throws {
        let lists = Kaa.Testing.V1.Lists(
            i64: [.min, -1, 0, 1, .max],
            u32: [0, 1, .max],
            u64: [0, 1, .max],
            s32: [.min, -1, 0, 1, .max],
            s64: [.min, -1, 0, 1, .max],
            f32: [0, .max],
            f64: [0, .max],
            sf32: [.min, .max],
            sf64: [.min, .max],
            real32: [.greatestFiniteMagnitude, .leastNonzeroMagnitude, -.infinity],
            unpacked: [.min, 0, .max]
        )
        #expect(try Kaa.Testing.V1.Lists(decoding: lists.encodedBytes()) == lists)
    }

    @Test func keepsTheBitsOfRealNumbers() throws {
        let message = Kinds(real32: -0.0, real64: -0.0, reals: [-0.0, .nan, .signalingNaN])
        let decoded = try Kinds(decoding: message.encodedBytes())
        #expect(decoded.real32.sign == .minus)
        #expect(decoded.real64.sign == .minus)
        #expect(decoded.reals.map(\.bitPattern) == message.reals.map(\.bitPattern))
    }

    @Test func tellsAbsenceFromDefaults() throws {
        let unset = try Kinds(decoding: Kinds().encodedBytes())
        #expect(unset.maybeText == nil)
        #expect(unset.maybeNumber == nil)
        #expect(unset.maybeFlag == nil)
        #expect(unset.maybeColour == nil)
        #expect(unset.maybeBlob == nil)
        #expect(unset.leaf == nil)
        #expect(unset.choice == nil)

        let empty = Kinds(
            leaf: Kaa.Testing.V1.Leaf(),
            maybeText: "",
            maybeNumber: 0,
            maybeFlag: false,
            maybeColour: .unspecified,
            maybeBlob: [],
            choice: .chosenText("")
        )
        #expect(try Kinds(decoding: empty.encodedBytes()) == empty)
    }

    @Test(arguments: [
        Kinds.Choice.chosenText("text"),
        .chosenText(""),
        .chosenNumber(0),
        .chosenNumber(-7),
        .chosenLeaf(Kaa.Testing.V1.Leaf()),
        .chosenLeaf(Kaa.Testing.V1.Leaf(name: "leaf")),
        .chosenColour(.unspecified),
        .chosenColour(.unrecognized(-5)),
    ])
    func keepsTheChoice(choice: Kinds.Choice) throws {
        #expect(try Kinds(decoding: Kinds(choice: choice).encodedBytes()).choice == choice)
    }

    @Test func keepsMapsOfEveryTypeOfKey() throws {
        let lists = Kaa.Testing.V1.Lists(
            textsByFlag: [true: "yes", false: ""],
            blobsByNumber: [.max: [1], 0: []],
            realsByNumber: [.min: -0.5, .max: 0.5],
            coloursByName: ["ö": .green, "": .unrecognized(9)],
            flagsByNumber: [1: true, 2: false],
            momentsByNumber: [-1: Google.Protobuf.Timestamp(seconds: 1)]
        )
        #expect(try Kaa.Testing.V1.Lists(decoding: lists.encodedBytes()) == lists)
    }

    @Test func keepsMessagesWithinMessages() throws {
        let nested = Nest.Nested(first: Kaa.Testing.V1.Leaf(name: "x"), mode: .closed, kinds: [.full, Kinds()])
        let nest = Nest(
            kinds: .full,
            lists: Kaa.Testing.V1.Lists(i64: [1]),
            anything: Google.Protobuf.`Any`(typeUrl: "type.googleapis.com/kaa.testing.v1.Leaf", value: [8, 1]),
            mode: .open,
            content: .nested(nested)
        )
        #expect(try Nest(decoding: nest.encodedBytes()) == nest)
    }

    @Test func writesIntoABufferOfTheCaller() throws {
        let size = try Kinds.full.withWireEncoding { $0.byteCount }
        let bytes = try Kinds.full.withWireEncoding { encoding in
            var bytes = [UInt8](repeating: 0xAA, count: size + 2)
            unsafe bytes.withUnsafeMutableBytes { unsafe encoding.write(to: $0) }
            return bytes
        }
        #expect(bytes.count == size + 2)
        #expect(Array(bytes.suffix(2)) == [0xAA, 0xAA])
        #expect(try Array(bytes.dropLast(2)) == Kinds.full.encodedBytes())
    }
}
