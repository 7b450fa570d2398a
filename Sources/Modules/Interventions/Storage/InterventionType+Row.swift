import KAAKernel
import KAAStorage

extension InterventionType {
    /// Reads a row of `interventionsType`.
    init(row: Row) throws {
        guard
            let validity = CivilDateInterval(
                start: try row.decode("validFrom"),
                end: try row.decode("validUntil")
            )
        else { throw StorageError(.invalidValue, "A line of the catalogue is valid on no day.") }
        self.init(
            code: try row.decode("code"),
            displayName: try row.decode("displayName"),
            owner: try row.decode("ownerBoard"),
            provider: try row.decode("provider"),
            validity: validity
        )
    }
}

extension InterventionTypeCode: SQLConvertible {}
