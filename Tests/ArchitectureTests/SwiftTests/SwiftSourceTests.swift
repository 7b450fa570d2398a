import Testing

struct SwiftSourceTests {
    @Test(arguments: [
        "\"print(1)\"", "\"a \\\" print(1)\"", "#\"a \" print(1) \\(x\"#", "\"\"\"\nprint(1) \"\" \n\"\"\"",
        "`print`(1)",
        "/print(1)/", "#/print(1)/#", "// print(1)", "/* print(1) /* b */ print(1) */", "x = /a\"/; y = \"print(1)/\"",
    ])
    func findsNoCodeInTextsAndComments(text: String) {
        #expect(SwiftSource(Array(text.utf8)).occurrences(of: ["print", "("]).isEmpty)
    }

    @Test(arguments: [
        "print (1)", "\"a \\(print(1)) b\"", "#\"\\#(print(1))\"#", "\"\\(\"\\(print(1))\")\"", "a / b; print(1) / c",
        "\"\"\"\n\\(f(print(1)))\n\"\"\"", "\"\\\\\"; print(1)", "/* a */ print(1)", ") print(1)", "\"open\nprint(1)",
    ])
    func findsCodeBesideAndInsideTexts(text: String) {
        #expect(SwiftSource(Array(text.utf8)).occurrences(of: ["print", "("]).count == 1)
    }

    @Test func readsImportsWhateverStandsAroundThem() {
        let text = """
            public import A
            @testable import B
            #if canImport(C)
            @_exported import struct C.Deep
            #endif
            let text = "import D"
            // import E
            """
        let imports = SwiftSource(Array(text.utf8)).imports
        #expect(imports.map(\.module) == ["A", "B", "C"])
        #expect(imports.map(\.line) == [1, 2, 4])
    }

    @Test func readsDeclarationsWithTheirPlace() {
        let text = """
            @frozen public struct A: B where T: C {
                class func make() {}
                private enum Kind {}
            }
            extension A.Kind: Sendable {}
            fileprivate final class D {}
            """
        let declarations = SwiftSource(Array(text.utf8)).declarations
        #expect(declarations.map(\.name) == ["A", "make", "Kind", "A.Kind", "D"])
        #expect(declarations.map(\.inherited) == [["B"], [], [], ["Sendable"], []])
        #expect(declarations.map(\.isTopLevel) == [true, false, false, true, true])
        #expect(declarations.map(\.isPrivate) == [false, false, true, false, true])
        #expect(declarations.map(\.line) == [1, 2, 3, 5, 6])
    }

    @Test(arguments: [("", 0), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("a\nb", 2)])
    func countsLines(text: String, count: Int) {
        #expect(SwiftSource(Array(text.utf8)).lineCount == count)
    }
}
