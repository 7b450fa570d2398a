public import Foundation
import KAARPC

extension UUID {
    /// Reads an identifier from a field of a request.
    ///
    /// - Parameters:
    ///   - name: The field in the contract, as a dotted path.
    ///   - text: A UUID in either case.
    /// - Throws: ``KAARPC/RPCError`` that names the field.
    public init(field name: String, _ text: String) throws {
        guard let value = UUID(text: text) else { throw RPCError.invalid(name, "is not a UUID") }
        self = value
    }
}
