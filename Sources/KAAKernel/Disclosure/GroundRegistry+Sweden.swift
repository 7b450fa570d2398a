import KAAKernelContract
import KAAWire

extension GroundRegistry {
    /// The grounds of Swedish law between the boards of a municipality and those whom it deals with.
    ///
    /// No ground opens data of the social services towards a board that documents in the register, since förordning
    /// (2006:39) 5 § keeps such data out of it whatever the young person consents to.
    public static let sweden = GroundRegistry(
        [Self.activityResponsibility, Self.schools, Self.nationalBodies, Self.concern, Self.consent, Self.otherDuties]
            .flatMap { $0 }
    )

    private static let register: Set<Kaa.Kernel.V1.DataClass> = [.identity, .occupation, .intervention, .operational]

    private static let documentingBoards: Set<BoardGroup> = [.only(.amn), .only(.utbn)]

    private static let socialBoards: Set<BoardGroup> = [.only(.son), .districts]

    /// The employment and the education board document in one register.
    private static let activityResponsibility: [GroundVersion] = [
        activityResponsibility("prop. 2013/14:191", from: "2015-01-01", until: "2018-07-01"),
        activityResponsibility("SFS 2018:749", from: "2018-07-01", until: "2023-07-02"),
        activityResponsibility("SFS 2022:1315", from: "2023-07-02"),
    ]

    private static func activityResponsibility(
        _ name: String,
        from start: CivilDate,
        until end: CivilDate? = nil
    ) -> GroundVersion {
        GroundVersion(
            .skollagen29Kap9,
            name,
            statute: "skollagen (2010:800) 29 kap. 9 §",
            from: start,
            until: end,
            purposes: [.kaaDuty],
            openings: [GroundOpening(from: Self.documentingBoards, to: Self.documentingBoards, Self.register)]
        )
    }

    /// A school tells of start, end and absence, and never why.
    private static let schools: [GroundVersion] = [
        GroundVersion(
            .skollagen15Kap15,
            "prop. 2013/14:191",
            statute: "skollagen (2010:800) 15 kap. 15 §",
            from: "2015-01-01",
            purposes: [.kaaDuty],
            openings: [
                GroundOpening(from: [.only(.utbn), .externals], to: [.only(.amn)], [.identity, .occupation])
            ]
        )
    ]

    private static let nationalBodies: [GroundVersion] = [
        GroundVersion(
            .skollagen26Kap25,
            "SFS 2010:800",
            statute: "skollagen (2010:800) 26 kap. 25 §",
            from: "2015-01-01",
            purposes: [.nationalReport],
            openings: [
                GroundOpening(from: [.only(.amn)], to: [.externals], [.identity, .occupation, .intervention]),
                GroundOpening(from: [.only(.utbn)], to: [.only(.amn)], [.identity, .occupation, .intervention]),
            ]
        ),
        GroundVersion(
            .sfs2006Nr39Paragraf10,
            "SFS 2018:1359",
            statute: "förordning (2006:39) 10 §",
            // The day it was published.
            from: "2018-12-13",
            purposes: [.kaaDuty],
            openings: [GroundOpening(from: [.externals], to: [.only(.amn)], [.identity, .occupation])]
        ),
    ]

    /// Who is concerned for a child says whom; what is known beyond that goes by the report itself.
    private static let concern: [GroundVersion] = [
        concern("SFS 2001:453", "socialtjänstlagen (2001:453) 14 kap. 1 §", from: "2002-01-01", until: "2025-07-01"),
        concern("SFS 2025:400", "socialtjänstlagen (2025:400) 19 kap. 1 §", from: "2025-07-01"),
    ]

    private static func concern(
        _ name: String,
        _ statute: String,
        from start: CivilDate,
        until end: CivilDate? = nil
    ) -> GroundVersion {
        GroundVersion(
            .sol19Kap1,
            name,
            statute: statute,
            from: start,
            until: end,
            purposes: [.kaaDuty],
            openings: [GroundOpening(from: Self.documentingBoards, to: Self.socialBoards, [.identity, .operational])]
        )
    }

    private static let consent: [GroundVersion] = [
        GroundVersion(
            .consentOSL12Kap2,
            "SFS 2009:400",
            statute: "OSL (2009:400) 10 kap. 1 § and 12 kap. 2 §",
            from: "2009-06-30",
            purposes: [.kaaDuty],
            openings: [
                GroundOpening(
                    from: Self.documentingBoards,
                    to: Self.documentingBoards.union(Self.socialBoards).union([.externals]),
                    Self.register
                ),
                GroundOpening(from: Self.socialBoards, to: Self.documentingBoards, [.identity, .operational]),
                GroundOpening(from: Self.socialBoards, to: Self.socialBoards, [.identity, .operational, .social]),
            ]
        )
    ]

    private static let otherDuties: [GroundVersion] = [
        GroundVersion(
            .statutoryDutyOther,
            "SFS 2009:400",
            statute: "OSL (2009:400) 10 kap. 28 §",
            from: "2009-06-30",
            purposes: [.kaaDuty, .audit],
            openings: [
                GroundOpening(from: Self.documentingBoards, to: [.only(.ks), .externals], Self.register)
            ],
            needsReason: true
        ),
        GroundVersion(
            .disclosureTested,
            "SFS 2009:400",
            statute: "OSL (2009:400) 21 kap. and 28 kap. 11–12 §§",
            from: "2009-06-30",
            purposes: [.kaaDuty, .audit],
            openings: [
                GroundOpening(
                    from: Self.documentingBoards,
                    to: [.only(.amn), .only(.utbn), .only(.son), .only(.ks), .districts, .externals],
                    [.identity, .occupation, .intervention]
                )
            ],
            needsReason: true
        ),
    ]
}
