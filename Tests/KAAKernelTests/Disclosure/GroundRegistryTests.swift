import KAAKernelContract
import KAAWire
import Testing

@testable import KAAKernel

struct GroundRegistryTests {
    private static let registry = GroundRegistry.sweden

    @Test(arguments: [
        (LegalGround.skollagen29Kap9, "2014-12-31", nil),
        (.skollagen29Kap9, "2015-01-01", "prop. 2013/14:191"),
        (.skollagen29Kap9, "2018-06-30", "prop. 2013/14:191"),
        (.skollagen29Kap9, "2018-07-01", "SFS 2018:749"),
        (.skollagen29Kap9, "2023-07-02", "SFS 2022:1315"),
        (.sol19Kap1, "2025-06-30", "SFS 2001:453"),
        (.sol19Kap1, "2025-07-01", "SFS 2025:400"),
    ])
    func knowsWhichWordingIsInForce(ground: LegalGround, day: CivilDate, name: String?) {
        #expect(Self.registry.version(of: ground, on: day)?.name == name)
    }

    @Test func hasEveryGroundToday() {
        for ground in LegalGround.allCases {
            #expect(Self.registry.version(of: ground, on: "2026-11-20") != nil, "\(ground)")
        }
    }

    @Test func hasOneWordingOfAGroundAtATime() {
        for one in Self.registry.versions {
            for other in Self.registry.versions where other.ground == one.ground && other != one {
                #expect(!other.isInForce(on: one.validFrom), "\(one.citation) and \(other.citation)")
                #expect(other.name != one.name)
            }
        }
    }

    @Test func opensNothingOfTheSocialServicesTowardsTheRegister() {
        for version in Self.registry.versions {
            for discloser in Self.boards {
                for receiver in [Board.amn, .utbn, .ks, .external("SCB")] {
                    let classes = version.classes(from: discloser, to: receiver)
                    #expect(!classes.contains(.social), "\(version.citation), \(discloser) to \(receiver)")
                }
            }
        }
    }

    @Test func opensDataOfTheSocialServicesOnConsentAlone() {
        for version in Self.registry.versions where version.ground != .consentOSL12Kap2 {
            #expect(version.openings.allSatisfy { !$0.classes.contains(.social) }, "\(version.citation)")
            for receiver in Self.boards {
                #expect(version.classes(from: .sdn("14"), to: receiver).isEmpty, "\(version.citation)")
            }
        }
    }

    @Test func keepsTheActivityResponsibilityBetweenTheTwoBoardsThatDocument() throws {
        let version = try #require(Self.registry.version(of: .skollagen29Kap9, on: "2026-11-20"))
        for discloser in Self.boards {
            for receiver in Self.boards where discloser != receiver {
                let isOpen = Set([discloser, receiver]) == [.amn, .utbn]
                #expect(version.classes(from: discloser, to: receiver).isEmpty != isOpen, "\(discloser) to \(receiver)")
            }
        }
    }

    @Test func namesItsContent() {
        let versions = Self.registry.versions
        #expect(GroundRegistry(versions).version == Self.registry.version)
        for index in versions.indices {
            var fewer = versions
            fewer.remove(at: index)
            #expect(GroundRegistry(fewer).version != Self.registry.version)
        }
    }

    private static let boards: [Board] = [.amn, .utbn, .son, .sdn("14"), .ks, .external("SCB")]
}
