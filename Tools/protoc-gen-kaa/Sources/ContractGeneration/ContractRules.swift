import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// The rules that a contract must keep to be built.
enum ContractRules {
    /// Checks every rule.
    ///
    /// - Throws: ``ContractProblem`` naming the first declaration at fault, and what it lacks.
    static func check(_ files: [FileDescriptor]) throws {
        for file in files where FileNaming.hasCode(file) {
            let owner = try ContractOwner(package: file.package)
            if !owner.mayRecurse { try self.checkRecursion(file.messages) }
            try self.checkEnums(file.enums)
            try self.checkEnums(in: file.messages)
            guard owner.isPoliced else { continue }
            try self.checkShapes(file.messages)
            try RegisterRules.check(file.messages)
            for service in file.services {
                for method in service.methods { try self.checkPolicy(of: method) }
            }
            try ClassRules.check(file)
            try FreeTextRules.check(file)
            try DisclosureRules.check(file)
        }
    }

    private static func checkEnums(in messages: [Descriptor]) throws {
        for message in messages {
            try self.checkEnums(message.enums)
            try self.checkEnums(in: message.messages)
        }
    }

    /// Checks that each number of an enum has one name, and C an unsigned type for it.
    private static func checkEnums(_ enums: [EnumDescriptor]) throws {
        for descriptor in enums {
            if let value = descriptor.values.first(where: { $0.number < 0 }) {
                throw ContractProblem("\(value.fullName) has a negative number.")
            }
            if descriptor.options.allowAlias {
                throw ContractProblem("\(descriptor.fullName) has two names for one number.")
            }
        }
    }

    private static func checkRecursion(_ messages: [Descriptor]) throws {
        for message in messages {
            if self.recurses(message) {
                throw ContractProblem("\(message.fullName) can contain itself, so nothing bounds its depth.")
            }
            try self.checkRecursion(message.messages)
        }
    }

    /// Whether a message can contain itself, at any depth.
    private static func recurses(_ message: Descriptor) -> Bool {
        var seen: Set<String> = []
        var waiting = message.fields.compactMap(\.messageType)
        while let next = waiting.popLast() {
            if next.fullName == message.fullName { return true }
            if seen.insert(next.fullName).inserted {
                waiting += next.fields.compactMap(\.messageType)
            }
        }
        return false
    }

    private static func checkShapes(_ messages: [Descriptor]) throws {
        for message in messages {
            for field in message.fields {
                if field.isMap {
                    throw ContractProblem("\(field.fullName) is a map; a contract names every field it carries.")
                }
                if field.containingOneof != nil, field.realContainingOneof == nil, field.messageType != nil {
                    throw ContractProblem("\(field.fullName) is a message, which can be absent without 'optional'.")
                }
                if field.messageType?.fullName == "google.protobuf.Any" {
                    throw ContractProblem("\(field.fullName) is an Any; a contract names every field it carries.")
                }
            }
            try self.checkShapes(message.messages)
        }
    }

    private static func checkPolicy(of method: MethodDescriptor) throws {
        guard method.options.hasKaa_Kernel_V1_policy else {
            throw ContractProblem("\(method.fullName) has no (kaa.kernel.v1.policy).")
        }
        let policy = method.options.Kaa_Kernel_V1_policy
        guard !policy.roles.isEmpty, !policy.roles.contains(.unspecified) else {
            throw ContractProblem("The policy of \(method.fullName) names no role, so nobody could call it.")
        }
        guard !policy.purposes.isEmpty, !policy.purposes.contains(.unspecified) else {
            throw ContractProblem("The policy of \(method.fullName) names no purpose.")
        }
        let isAboutPersons = policy.access == .read || policy.access == .write
        let namesSubject = !policy.subjectInRequest.isEmpty || !policy.subjectInAnswer.isEmpty
        if policy.access == .unspecified {
            throw ContractProblem("The policy of \(method.fullName) does not say what it does with personal data.")
        }
        if isAboutPersons, !namesSubject {
            throw ContractProblem("\(method.fullName) touches personal data, and its policy does not say whose.")
        }
        if !policy.subjectInRequest.isEmpty { _ = try FieldPath(policy.subjectInRequest, in: method.inputType) }
        if !policy.subjectInAnswer.isEmpty { _ = try FieldPath(policy.subjectInAnswer, in: method.outputType) }
        if !policy.districtInRequest.isEmpty { _ = try FieldPath(policy.districtInRequest, in: method.inputType) }
    }
}
