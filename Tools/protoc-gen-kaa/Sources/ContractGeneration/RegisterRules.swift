import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// What a message of the register may hold: the closed list of förordning (2006:39) 4 §, and nothing of its 5 §.
enum RegisterRules {
    /// The classes that 4 § lists, and what only says how the work is organised.
    private static let admitted: Set<Kaa_Kernel_V1_DataClass> = [
        .identity, .occupation, .intervention, .operational,
    ]

    /// Words that tell of what 5 § forbids, wherever they stand in a name.
    private static let words: Set<String> = [
        "adhd", "autism", "brott", "bup", "crime", "crimes", "drug", "drugs", "faith", "hiv", "ill", "lss", "lvm",
        "lvu",
        "npf", "origo", "police", "prison", "race", "sick", "sig", "sip", "tro", "union",
    ]

    /// Beginnings of such words.
    private static let stems = [
        "abus", "addict", "biometr", "coerc", "convict", "crimin", "custod", "detain", "detent", "diagnos", "disab",
        "ethnic", "etnic", "etnis", "funktionsneds", "genet", "halsa", "health", "illness", "judgement", "judgment",
        "medic", "missbruk", "misuse", "offence", "offense", "orosanmal", "politi", "pregnan", "psych", "racial",
        "religio", "sexual", "sickness", "sjuk", "suicid", "therap", "treatment", "tvang", "violen",
    ]

    /// Checks every message of the register, and the messages that it is made of.
    ///
    /// - Throws: ``ContractProblem`` naming the field or value, and the paragraph.
    static func check(_ messages: [Descriptor]) throws {
        for message in messages {
            if message.options.Kaa_Kernel_V1_register {
                for part in MessageWalk.parts(of: [message]) { try self.check(part) }
            }
            try self.check(message.messages)
        }
    }

    private static func check(_ message: Descriptor) throws {
        for field in message.fields {
            if let word = self.forbiddenWord(in: field.name) {
                throw ContractProblem(
                    "\(field.fullName) tells of '\(word)', which förordning (2006:39) 5 § keeps out of the register."
                )
            }
            for value in field.enumType?.values ?? [] {
                guard let word = self.forbiddenWord(in: Naming.mnemonic(value, of: field.enumType).lowercased()) else {
                    continue
                }
                throw ContractProblem(
                    "\(value.fullName), which \(field.fullName) can be, tells of '\(word)',"
                        + " which förordning (2006:39) 5 § keeps out of the register."
                )
            }
            try self.checkClass(of: field)
        }
    }

    private static func checkClass(of field: FieldDescriptor) throws {
        let dataClass = field.options.Kaa_Kernel_V1_dataClass
        if dataClass == .unspecified, MessageWalk.isPart(field) { return }
        guard self.admitted.contains(dataClass) else {
            throw ContractProblem(
                "\(field.fullName) is in the register and outside the closed list of förordning (2006:39) 4 §:"
                    + " its (kaa.kernel.v1.data_class) must be IDENTITY, OCCUPATION, INTERVENTION or OPERATIONAL."
            )
        }
        if field.options.Kaa_Kernel_V1_screened {
            throw ContractProblem(
                "\(field.fullName) is free text in the register, which förordning (2006:39) 4 § does not list."
            )
        }
    }

    private static func forbiddenWord(in name: String) -> String? {
        name.split(separator: "_").map(String.init).first { part in
            self.words.contains(part) || self.stems.contains { part.hasPrefix($0) }
        }
    }
}
