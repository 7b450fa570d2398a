import SwiftProtobufPluginLibrary

/// Names in Swift and in C, from names in contracts.
enum Naming {
    /// `contact_attempt` or `contactAttempt` as `ContactAttempt`.
    static func upperCamel(_ name: String) -> String {
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// `young_person_id` as `youngPersonID`.
    static func property(_ name: String) -> String {
        let words = name.split(separator: "_").map(String.init)
        let rest = words.dropFirst().map { $0 == "id" ? "ID" : Self.upperCamel($0) }
        return (words.first ?? name).lowercased() + rest.joined()
    }

    /// `Self.property`, in backticks where Swift needs them.
    static func declaredProperty(_ name: String) -> String {
        Self.escaped(Self.property(name))
    }

    /// `KAA_COORDINATOR` as `kaaCoordinator`, and `SKOLLAGEN_29_9` as `skollagen29_9`.
    static func enumCase(_ mnemonic: String) -> String {
        var result = ""
        for word in mnemonic.lowercased().split(separator: "_") {
            let startsWithDigit = word.first?.isNumber ?? false
            if result.isEmpty {
                result += word
            } else if startsWithDigit, result.last?.isNumber ?? false {
                result += "_" + word
            } else {
                result += Self.upperCamel(String(word))
            }
        }
        return Self.escaped(result)
    }

    /// The value's name without the enum's own: `ROLE_COACH` of `Role` as `COACH`.
    static func mnemonic(_ value: EnumValueDescriptor, of descriptor: EnumDescriptor) -> String {
        let prefix = Self.upperSnake(descriptor.name) + "_"
        return value.name.hasPrefix(prefix) ? String(value.name.dropFirst(prefix.count)) : value.name
    }

    /// The Swift type of a message or an enum: `kaa.outreach.v1.YoungPerson` as `Kaa.Outreach.V1.YoungPerson`.
    static func swiftType(_ fullName: String) -> String {
        fullName.split(separator: ".").map { Self.typeName(String($0)) }.joined(separator: ".")
    }

    /// A type's own name, in backticks where Swift needs them.
    static func typeName(_ name: String) -> String {
        let camel = Self.upperCamel(name)
        return ["Any", "Protocol", "Self", "Type"].contains(camel) ? "`\(camel)`" : camel
    }

    /// The C type of a message: `Kaa__Outreach__V1__YoungPerson`.
    static func cType(_ fullName: String) -> String {
        fullName.split(separator: ".").map { Self.upperCamel(String($0)) }.joined(separator: "__")
    }

    /// The prefix of the C functions of a message: `kaa__outreach__v1__young_person`.
    static func cFunction(_ fullName: String) -> String {
        fullName.split(separator: ".").map { Self.lowerSnake(String($0)) }.joined(separator: "__")
    }

    /// The C struct member of a field.
    static func cMember(_ name: String) -> String {
        let lower = name.lowercased()
        return Self.cKeywords.contains(lower) ? lower + "_" : lower
    }

    private static func escaped(_ name: String) -> String {
        Self.swiftKeywords.contains(name) ? "`\(name)`" : name
    }

    private static func upperSnake(_ name: String) -> String {
        Self.lowerSnake(name).uppercased()
    }

    private static func lowerSnake(_ name: String) -> String {
        var result = ""
        var wasUpper = true
        for character in name {
            if character.isUppercase, !wasUpper { result += "_" }
            result += character.lowercased()
            wasUpper = character.isUppercase
        }
        return result
    }

    private static let swiftKeywords: Set<String> = [
        "as", "break", "case", "catch", "class", "continue", "default", "defer", "do", "else", "enum", "extension",
        "false", "for", "func", "guard", "if", "import", "in", "init", "is", "let", "nil", "operator", "private",
        "protocol", "public", "repeat", "return", "self", "static", "struct", "switch", "throw", "throws", "true",
        "try", "var", "where", "while",
    ]

    private static let cKeywords: Set<String> = [
        "and", "auto", "bool", "break", "case", "catch", "char", "class", "const", "continue", "default", "delete",
        "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto",
        "if", "inline", "int", "long", "mutable", "namespace", "new", "not", "operator", "or", "private", "protected",
        "public", "register", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this",
        "throw", "true", "try", "typedef", "typename", "union", "unsigned", "using", "virtual", "void", "volatile",
        "while", "xor",
    ]
}
