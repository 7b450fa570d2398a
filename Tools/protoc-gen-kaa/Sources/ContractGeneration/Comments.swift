import Foundation
import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// The comment that stands before a declaration in its contract.
enum Comments {
    static func of(_ declaration: some ProvidesSourceCodeLocation) -> String {
        guard let comment = declaration.sourceCodeInfoLocation?.leadingComments else { return "" }
        return comment.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
