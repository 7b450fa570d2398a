import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// Which fields of requests are free text, which is screened before a method has it.
enum FreeTextRules {
    /// The last words of names of texts with a form of their own: identifiers, days, codes, tokens.
    private static let closedEndings: Set<String> = [
        "board", "boards", "code", "codes", "date", "etag", "feeds", "id", "ids", "month", "on", "personnummer",
        "sha256", "time", "token",
    ]

    /// Other names of such texts.
    private static let closedNames: Set<String> = [
        "as_of", "file_name", "from", "local_directory", "method", "module", "until", "valid_from", "valid_until",
    ]

    /// Checks the requests of a file's methods.
    ///
    /// - Throws: ``ContractProblem`` naming the field.
    static func check(_ file: FileDescriptor) throws {
        let requests = file.services.flatMap(\.methods).compactMap(\.inputType)
        for field in MessageWalk.parts(of: requests).flatMap(\.fields) {
            if field.options.Kaa_Kernel_V1_screened {
                guard field.type == .string else {
                    throw ContractProblem("\(field.fullName) is (kaa.kernel.v1.screened) and no string.")
                }
            } else if field.type == .string, self.takesFreeText(field.name) {
                throw ContractProblem(
                    "\(field.fullName) takes free text and is not (kaa.kernel.v1.screened);"
                        + " a name that ends in id, on or code says that it takes none."
                )
            }
        }
    }

    private static func takesFreeText(_ name: String) -> Bool {
        let ending = name.split(separator: "_").last.map(String.init) ?? name
        return !self.closedNames.contains(name) && !self.closedEndings.contains(ending)
    }
}
