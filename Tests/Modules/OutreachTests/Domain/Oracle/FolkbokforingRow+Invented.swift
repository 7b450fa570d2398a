import KAAKernel

@testable import Outreach

extension FolkbokforingRow {
    /// A row with a name and an address that nobody has.
    static func invented(_ person: IdentityNumber, _ residence: Residence) -> FolkbokforingRow {
        FolkbokforingRow(
            person: person,
            givenName: "Prova",
            familyName: "Provling",
            street: "Påhittade gatan 1",
            postalCode: nil,
            postalTown: "PROVSTAD",
            residence: residence
        )
    }
}
