import KAAWire
import TestContracts
import Testing

/// Messages as JSON, and JSON as messages.
struct JSONMappingTests {
    typealias Kinds = Kaa.Testing.V1.Kinds
    typealias Nest = Kaa.Testing.V1.Nest

    @Test(arguments: [
        (Kinds(), "{}"),
        (Kinds(text: "å\"\\\n\u{1}"), #"{"text":"å\"\\\n\u0001"}"#),
        (Kinds(blob: [0xFB, 0xFF]), #"{"blob":"+/8="}"#),
        (Kinds(flag: true), #"{"flag":true}"#),
        (Kinds(i32: -1, i64: .min), #"{"i32":-1,"i64":"-9223372036854775808"}"#),
        (Kinds(u32: .max, u64: .max), #"{"u32":4294967295,"u64":"18446744073709551615"}"#),
        (Kinds(s32: .min, s64: .min), #"{"s32":-2147483648,"s64":"-9223372036854775808"}"#),
        (Kinds(f32: 7, f64: 8, sf32: -7, sf64: -8), #"{"f32":7,"f64":"8","sf32":-7,"sf64":"-8"}"#),
        (Kinds(real32: 1.5, real64: -0.0), #"{"real32":1.5,"real64":-0}"#),
        (Kinds(real32: .greatestFiniteMagnitude), #"{"real32":3.4028235e+38}"#),
        (Kinds(real32: .infinity, real64: .nan), #"{"real32":"Infinity","real64":"NaN"}"#),
        (Kinds(reals: [-.infinity, 1, 1e300]), #"{"reals":["-Infinity",1,1e+300]}"#),
        (Kinds(colour: .darkBlue), #"{"colour":"COLOUR_DARK_BLUE"}"#),
        (Kinds(colours: [.unspecified, .unrecognized(9)]), #"{"colours":["COLOUR_UNSPECIFIED",9]}"#),
        (Kinds(leaf: Kaa.Testing.V1.Leaf(size: 2)), #"{"leaf":{"size":2}}"#),
        (Kinds(counts: ["b": 1, "a": 0]), #"{"counts":{"a":"0","b":"1"}}"#),
        (Kinds(leavesByNumber: [-1: Kaa.Testing.V1.Leaf()]), #"{"leavesByNumber":{"-1":{}}}"#),
        (Kinds(maybeText: "", maybeNumber: 0), #"{"maybeText":"","maybeNumber":0}"#),
        (Kinds(maybeFlag: false), #"{"maybeFlag":false}"#),
        (Kinds(maybeColour: .unspecified), #"{"maybeColour":"COLOUR_UNSPECIFIED"}"#),
        (Kinds(choice: .chosenNumber(0)), #"{"chosenNumber":0}"#),
        (Kinds(choice: .chosenLeaf(Kaa.Testing.V1.Leaf())), #"{"chosenLeaf":{}}"#),
    ])
    func writesAndReads(message: Kinds, json: String) throws {
        #expect(try message.jsonString() == json)
        let read = try Kinds(jsonString: json)
        #expect(try read.encodedBytes() == message.encodedBytes())
    }

    @Test func keepsEveryFieldOfEveryKind() throws {
        #expect(try Kinds(jsonString: Kinds.full.jsonString()) == .full)
        let nest = Nest(kinds: .full, mode: .closed, content: .nested(Nest.Nested(kinds: [.full])))
        #expect(try Nest(jsonString: nest.jsonString()) == nest)
    }

    @Test(arguments: [
        (#"{"maybe_number": 5}"#, Kinds(maybeNumber: 5)),
        (#" { "maybeNumber" : "5" } "#, Kinds(maybeNumber: 5)),
        (#"{"i32":5.0, "u32":1e3, "i64":9007199254740993, "u64":"18446744073709551615"}"#, Self.numbers),
        (#"{"i32":500e-2, "u32":"0.1e4", "i64":9.007199254740993e15, "u64":18446744073709551615}"#, Self.numbers),
        (#"{"i32": 0e-5, "u32": -0, "u64": 0.0}"#, Kinds()),
        (#"{"real64": "1.5", "real32": 2}"#, Kinds(real32: 2, real64: 1.5)),
        (#"{"real32": 3.4028235e38}"#, Kinds(real32: .greatestFiniteMagnitude)),
        (#"{"colour": 3, "colours": ["COLOUR_RED", 2, "3", -1]}"#, Self.colours),
        (#"{"text": null, "numbers": null, "counts": null, "chosenText": null, "leaf": null}"#, Kinds()),
        (#"{"chosenText": null, "chosenNumber": 1}"#, Kinds(choice: .chosenNumber(1))),
        (#"{"text": "\u00e5\ud83d\ude00\/\b\f\n\r\t"}"#, Kinds(text: "å\u{1F600}/\u{8}\u{C}\n\r\t")),
        (#"{"blob": "-_8"}"#, Kinds(blob: [0xFB, 0xFF])),
        (#"{"blob": "+/8="}"#, Kinds(blob: [0xFB, 0xFF])),
        (#"{"blob": "+/8"}"#, Kinds(blob: [0xFB, 0xFF])),
        (#"{"counts": {"a": 1}, "leavesByNumber": {"7": {"size": 1}}}"#, Self.maps),
        (#"{"numbers": [], "counts": {}}"#, Kinds()),
    ])
    func readsOtherFormsOfTheSame(json: String, message: Kinds) throws {
        #expect(try Kinds(jsonString: json) == message)
    }

    @Test func readsEveryTypeOfMapKey() throws {
        let json = """
            {"textsByFlag": {"true": "yes", "false": "no"}, "blobsByNumber": {"18446744073709551615": "AA=="},
            "realsByNumber": {"-2147483648": "NaN"}, "coloursByName": {"": "COLOUR_RED"}, "flagsByNumber": {"0": true},
            "momentsByNumber": {"-1": "1970-01-01T00:00:00Z"}}
            """
        let lists = try Kaa.Testing.V1.Lists(jsonString: json)
        #expect(lists.textsByFlag == [true: "yes", false: "no"])
        #expect(lists.blobsByNumber == [.max: [0]])
        #expect(lists.realsByNumber[.min]?.isNaN == true)
        #expect(lists.coloursByName == ["": .red])
        #expect(lists.flagsByNumber == [0: true])
        #expect(lists.momentsByNumber == [-1: Google.Protobuf.Timestamp()])
        let again = try Kaa.Testing.V1.Lists(jsonString: lists.jsonString())
        #expect(try again.encodedBytes() == lists.encodedBytes())
    }

    @Test func writesMapEntriesThatLackAKeyOrAValue() throws {
        let bytes = try [UInt8](hex: "6200 6a00 7200 7a00 820100 8a0100")
        let pool = try SchemaPool(files: Kaa.Testing.V1.Lists.wireFile.withImports)
        let json = try JSONTranscoder(pool).json(from: bytes, message: Kaa.Testing.V1.Lists.wireName)
        let expected = """
            {"textsByFlag":{"false":""},"blobsByNumber":{"0":""},"realsByNumber":{"0":0},\
            "coloursByName":{"":"COLOUR_UNSPECIFIED"},"flagsByNumber":{"0":false},\
            "momentsByNumber":{"0":"1970-01-01T00:00:00Z"}}
            """
        #expect(json.text() == expected)
    }

    @Test func writesOnlyTheLastOfAChoice() throws {
        let pool = try SchemaPool(files: Kinds.wireFile.withImports)
        let json = { (hex: String) in
            try JSONTranscoder(pool).json(from: [UInt8](hex: hex), message: Kinds.wireName).text()
        }
        #expect(try json("fa010161 800205") == #"{"chosenNumber":5}"#)
        #expect(try json("8a02030a0161 800205 8a02021007") == #"{"chosenLeaf":{"size":7}}"#)
        #expect(try json("2005 2000") == "{}")
    }

    @Test func canBeSpreadOverLines() throws {
        let value = try JSONValue(parsing: Array(#"{"a":[1,{}],"b":[]}"#.utf8))
        #expect(value.text(pretty: true) == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
    }

    private static let numbers = Kinds(i32: 5, i64: 9_007_199_254_740_993, u32: 1000, u64: .max)
    private static let colours = Kinds(colour: .darkBlue, colours: [.red, .green, .darkBlue, .unrecognized(-1)])
    private static let maps = Kinds(counts: ["a": 1], leavesByNumber: [7: Kaa.Testing.V1.Leaf(size: 1)])
}
