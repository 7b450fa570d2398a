import KAARPC

extension CivilDate {
    /// Reads a day from a field of a request.
    ///
    /// - Parameters:
    ///   - name: The field in the contract, as a dotted path.
    ///   - text: RFC 3339 full-date.
    /// - Throws: ``KAARPC/RPCError`` that names the field.
    public init(field name: String, _ text: String) throws {
        do {
            self = try CivilDate(iso: text)
        } catch {
            throw RPCError.invalid(name, "is not a day as yyyy-mm-dd")
        }
    }

    /// Reads a day from a field of a request that may be empty.
    ///
    /// - Parameters:
    ///   - name: The field in the contract, as a dotted path.
    ///   - text: RFC 3339 full-date, or nothing.
    ///   - fallback: The day that an empty field stands for, such as today.
    /// - Throws: ``KAARPC/RPCError`` that names the field.
    public init(field name: String, _ text: String, ifEmpty fallback: CivilDate) throws {
        self = text.isEmpty ? fallback : try CivilDate(field: name, text)
    }
}
