import KAAWire
import TestContracts
import Testing

/// JSON that is not the message's, and what may be said of it.
struct JSONRejectionTests {
    typealias Kinds = Kaa.Testing.V1.Kinds

    @Test(arguments: [
        ("[]", "The message is not an object."),
        (#"{"nosuch": 1}"#, "The field 'nosuch' is not known."),
        (#"{"leaf": {"nosuch": 1}}"#, "The field 'leaf.nosuch' is not known."),
        (#"{"leaves": [{}, {"nosuch": 1}]}"#, "The field 'leaves[1].nosuch' is not known."),
        (#"{"leavesByNumber": {"1": {"nosuch": 1}}}"#, "The field 'leavesByNumber.nosuch' is not known."),
        (#"{"maybeNumber": 1, "maybe_number": 1}"#, "The field 'maybe_number' stands twice."),
        (#"{"chosenText": "", "chosenNumber": 1}"#, "The field 'chosenNumber' excludes another field that is there."),
        (#"{"text": 1}"#, "The field 'text' is not a string."),
        (#"{"texts": ["a", null]}"#, "The field 'texts[1]' is not a string."),
        (#"{"texts": "a"}"#, "The field 'texts' is not an array."),
        (#"{"counts": []}"#, "The field 'counts' is not an object."),
        (#"{"counts": {"a": null}}"#, "The field 'counts' is not an integer."),
        (#"{"leaf": 1}"#, "The field 'leaf' is not an object."),
        (#"{"flag": 1}"#, "The field 'flag' is not true or false."),
        (#"{"flag": "true"}"#, "The field 'flag' is not true or false."),
        (#"{"blob": "*"}"#, "The field 'blob' is not base64."),
        (#"{"blob": "A"}"#, "The field 'blob' is not base64."),
        (#"{"colour": "RED"}"#, "The field 'colour' is no value of the enum."),
        (#"{"colour": 1.5}"#, "The field 'colour' is not an integer, or out of range."),
        (#"{"real64": "1,5"}"#, "The field 'real64' is not a number, or out of range."),
        (#"{"real64": "0x1p3"}"#, "The field 'real64' is not a number, or out of range."),
        (#"{"real64": "inf"}"#, "The field 'real64' is not a number, or out of range."),
        (#"{"real64": "nan"}"#, "The field 'real64' is not a number, or out of range."),
        (#"{"real64": 1e400}"#, "The field 'real64' is not a number, or out of range."),
        (#"{"real32": 3.5e38}"#, "The field 'real32' is not a number, or out of range."),
        (#"{"real64": true}"#, "The field 'real64' is not a number."),
    ])
    func namesTheFieldAtFault(json: String, message: String) throws {
        let error = try #require(throws: WireError.self) { try Kinds(jsonString: json) }
        #expect(error == WireError(.invalidJSON, message))
    }

    @Test(arguments: ["i32", "i64", "u32", "u64", "s32", "s64", "f32", "f64", "sf32", "sf64"])
    func refusesWhatIsNoInteger(field: String) throws {
        let tooLarge = field.hasSuffix("32") ? "4294967296" : "18446744073709551616"
        for value in [
            "1.5", "5e-1", #""""#, #"" 1""#, #""+1""#, #""0x10""#, #""1_000""#, #""007""#, #""٣""#, tooLarge,
            "-\(tooLarge)", "1e30", "1e999999999999999999999", "[1]", "true",
        ] {
            let error = try #require(throws: WireError.self, "\(value)") {
                try Kinds(jsonString: "{\"\(field)\": \(value)}")
            }
            #expect(error.message.hasPrefix("The field '\(field)' is not an integer"), "\(value)")
        }
    }

    @Test(arguments: [
        #"{"textsByFlag": {"1": ""}}"#, #"{"textsByFlag": {"True": ""}}"#, #"{"blobsByNumber": {"-1": ""}}"#,
        #"{"realsByNumber": {"x": 1}}"#, #"{"realsByNumber": {"": 1}}"#,
    ])
    func refusesWhatIsNoMapKey(json: String) {
        #expect(throws: WireError.self) { try Kaa.Testing.V1.Lists(jsonString: json) }
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#, "{'a':1}", "01", "1.", ".5", "+1",
        "-", "1e", "0x1", "NaN", "Infinity", "tru", "truee", "nul", #"""#, #""\"#, #""\x""#, #""\u12""#, #""\u12g4""#,
        "\"\t\"", "\"\n\"", "1 2", "{} {}", "{}x", "\u{FEFF}{}", "[1 2]", "/**/1",
    ])
    func refusesWhatIsNoJSON(text: String) throws {
        let error = try #require(throws: WireError.self) { try JSONValue(parsing: Array(text.utf8)) }
        #expect(error.code == .invalidJSON)
    }

    @Test(arguments: [
        #""\ud800""#, #""\udc00""#, #""\ud800\ud800""#, #""\ud800x""#, #""\ud83d\n""#, #""\ude00\ud83d""#,
    ])
    func refusesHalvesOfCharacters(text: String) throws {
        let error = try #require(throws: WireError.self) { try JSONValue(parsing: Array(text.utf8)) }
        #expect(error.message.contains("half a character"))
    }

    @Test func refusesStringsThatAreNotUTF8() throws {
        for bytes in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]] {
            #expect(throws: WireError.self) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
        }
    }

    @Test func refusesANameThatStandsTwice() throws {
        for text in [#"{"a":1,"a":1}"#, #"{"counts":{"a":1,"\u0061":2}}"#] {
            let error = try #require(throws: WireError.self) { try JSONValue(parsing: Array(text.utf8)) }
            #expect(error.message.contains("a name twice"))
        }
    }

    @Test func refusesNULInAString() throws {
        let error = try #require(throws: WireError.self) { try Kinds(jsonString: #"{"text":"a\u0000b"}"#) }
        #expect(error.code == .containsNUL)
    }

    @Test func boundsTheDepth() throws {
        let nested = { (depth: Int) in
            String(repeating: #"{"children":["#, count: depth - 1) + "{}" + String(repeating: "]}", count: depth - 1)
        }
        #expect(try Kaa.Testing.V1.Tree(jsonString: nested(100)).jsonString() == nested(100))
        for depth in [101, 10_000, 200_000] {
            let error = try #require(throws: WireError.self) { try Kaa.Testing.V1.Tree(jsonString: nested(depth)) }
            #expect(error.code == .tooDeep)
        }
        let brackets = Array(String(repeating: "[", count: 500_000).utf8)
        #expect(throws: WireError.self) { try JSONValue(parsing: brackets) }
    }

    @Test func neverSaysWhatStandsInAField() throws {
        let secret = "Hemlig Person"
        for json in [
            #"{"i32": "\#(secret)"}"#, #"{"colour": "\#(secret)"}"#, #"{"blob": "\#(secret)*"}"#,
            #"{"real64": "\#(secret)"}"#, #"{"moment": "\#(secret)"}"#, #"{"span": "\#(secret)"}"#,
            #"{"counts": {"\#(secret)": "x"}}"#, #"{"leavesByNumber": {"\#(secret)": {}}}"#, #"{"\#(secret)": 1}"#,
            #"{"leaf": {"\#(secret)": 1}}"#, #"{"text": "\#(secret)"#, #"{"text": "\#(secret)\u0000"}"#,
            #"{"text": "\#(secret)" 1}"#, #"\#(secret)"#,
        ] {
            let error = try #require(throws: WireError.self) { try Kinds(jsonString: json) }
            #expect(!"\(error)".contains("Hemlig"), "\(json)")
        }
        let number = try #require(throws: WireError.self) { try Kinds(jsonString: #"{"20060315-2383": 1}"#) }
        #expect(number.message == "The message has a field that is not known.")
    }
}
