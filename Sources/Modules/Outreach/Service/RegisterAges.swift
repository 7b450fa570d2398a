import KAAKernel

/// Tells the kernel how old those in the register are, by their personnummer.
struct RegisterAges: AgeDirectory {
    private let database: ModuleDatabase

    /// Creates the directory on the module's database.
    init(database: ModuleDatabase) {
        self.database = database
    }

    func age(of person: YoungPersonID, on day: CivilDate) async throws -> Int? {
        let number = try await self.database.read { try RegisterStorage.identityNumber(of: person, in: $0) }
        guard let birthDate = number?.birthDate else { return nil }
        let years = day.year - birthDate.year
        return day < birthDate.anniversary(years: years) ? years - 1 : years
    }
}
