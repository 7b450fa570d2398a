import SwiftProtobufPluginLibrary

/// Names of generated files, and of the constants that hold their descriptors.
enum FileNaming {
    /// `kaa/outreach/v1/outreach_service.proto` as `kaa_outreach_v1_outreach_service`.
    static func stem(_ file: FileDescriptor) -> String {
        file.name.replacing(".proto", with: "").replacing("/", with: "_")
    }

    /// The constant with the file's descriptor, such as `Kaa.Outreach.V1.outreachServiceFile`.
    static func constant(_ file: FileDescriptor) -> String {
        "\(Naming.swiftType(file.package)).\(Self.constantName(file))"
    }

    /// Whether messages of the file travel; the others only declare options, and are there for reflection.
    static func hasCode(_ file: FileDescriptor) -> Bool {
        file.extensions.isEmpty && file.name != "google/protobuf/descriptor.proto"
    }

    static func constantName(_ file: FileDescriptor) -> String {
        Naming.property(Self.baseName(file)) + "File"
    }

    /// `kaa/outreach/v1/outreach_service.proto` as `outreach_service`.
    static func baseName(_ file: FileDescriptor) -> String {
        let name = file.name.split(separator: "/").last.map(String.init) ?? file.name
        return name.replacing(".proto", with: "")
    }
}
