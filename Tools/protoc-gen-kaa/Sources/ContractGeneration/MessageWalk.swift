import SwiftProtobufPluginLibrary

/// The way through messages and the messages that they are made of.
enum MessageWalk {
    /// Whether the field holds messages of ours, which have classes of their own.
    static func isPart(_ field: FieldDescriptor) -> Bool {
        field.messageType?.file.package.hasPrefix("kaa.") == true
    }

    /// The messages and all that they are made of, each once.
    static func parts(of messages: [Descriptor]) -> [Descriptor] {
        var parts: [Descriptor] = []
        var seen: Set<String> = []
        var waiting = Array(messages.reversed())
        while let next = waiting.popLast() {
            guard seen.insert(next.fullName).inserted else { continue }
            parts.append(next)
            waiting += next.fields.filter(Self.isPart).compactMap(\.messageType).reversed()
        }
        return parts
    }

    /// The messages and those declared in them.
    static func declared(in messages: [Descriptor]) -> [Descriptor] {
        messages.flatMap { [$0] + Self.declared(in: $0.messages) }
    }
}
