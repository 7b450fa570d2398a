import KAAKernelContract
import KAAWire
import OutreachContract
import Testing

/// What is left of a message when only some classes of data may be seen, over the generated code.
struct RedactionTests {
    @Test func leavesNothingWhenNothingIsOpened() {
        #expect(Self.answer.redacted(to: []) == .init())
        #expect(Self.answer.disclosedPaths(within: []).isEmpty)
    }

    @Test func leavesWhatIsOfTheClassAndNothingElse() {
        let redacted = Self.answer.redacted(to: [.identity])
        #expect(
            redacted
                == .init(
                    youngPerson: .init(
                        personnummer: "200901012385",
                        givenName: "Test",
                        familyName: "Testsson",
                        districtCode: "04"
                    )
                )
        )
        #expect(
            Self.answer.disclosedPaths(within: [.identity]) == [
                "young_person.personnummer", "young_person.given_name", "young_person.family_name",
                "young_person.district_code",
            ]
        )
    }

    @Test func keepsWhatStaysWithItsBoardThere() {
        let everything = Set(Kaa.Kernel.V1.DataClass.knownCases)
        #expect(Self.answer.redacted(to: everything).youngPerson?.state == .unspecified)
        #expect(Self.answer.redacted(to: everything).youngPerson?.coveredSince == "2026-08-18")
        #expect(!Self.answer.disclosedPaths(within: everything).contains("young_person.state"))
    }

    @Test func tellsThePathsThatAreLeft() {
        for classes in [[.identity], [.operational], [.identity, .operational], []] as [Set<Kaa.Kernel.V1.DataClass>] {
            let redacted = Self.answer.redacted(to: classes)
            let everything = Set(Kaa.Kernel.V1.DataClass.knownCases)
            // Of what is left out, `false` cannot be told from what is told; see DisclosureNeeds.
            let left = redacted.disclosedPaths(within: everything).filter {
                $0 != "young_person.address_masked" || classes.contains(.operational)
            }
            #expect(left == Self.answer.disclosedPaths(within: classes))
        }
    }

    @Test func leavesOutPartsOfWhichNothingIsLeft() {
        let attempt = Kaa.Outreach.V1.ContactAttempt(contactAttemptID: "a", youngPersonID: "b")
        let told = Kaa.Outreach.V1.ContactAttempt(contactAttemptID: "c", occupation: .work)
        let answer = Kaa.Outreach.V1.ListContactAttemptsResponse(contactAttempts: [attempt, told], nextPageToken: "t")
        #expect(answer.redacted(to: [.occupation]) == .init(contactAttempts: [.init(occupation: .work)]))
        #expect(answer.disclosedPaths(within: [.occupation]) == ["contact_attempts.occupation"])
        #expect(
            answer.disclosedPaths(within: [.operational]) == [
                "contact_attempts.contact_attempt_id", "contact_attempts.young_person_id", "next_page_token",
            ]
        )
    }

    @Test func opensAPartOnlyWithItsOwnClass() {
        let event = Kaa.Outreach.V1.CoverageRecorded(
            intervals: [.init(from: "2026-08-18", openingReason: "ENROLMENT_ENDED")]
        )
        #expect(event.redacted(to: [.operational]).intervals.isEmpty)
        #expect(event.redacted(to: [.occupation]).intervals == [.init(openingReason: "ENROLMENT_ENDED")])
        #expect(event.redacted(to: [.occupation, .operational]) == event)
    }

    @Test func knowsTheProvisionOfEachField() {
        let fields = Dictionary(uniqueKeysWithValues: Kaa.Outreach.V1.YoungPerson.fields.map { ($0.name, $0) })
        #expect(fields["given_name"]?.legalNote == "förordning (2006:39) 4 § 1")
        #expect(fields["district_code"]?.legalNote == "förordning (2006:39) 4 § 1, by the home address")
        #expect(fields["covered_since"]?.dataClass == .operational)
        #expect(fields["state"]?.isOwnBoard == true)
        #expect(fields.values.allSatisfy { !$0.legalNote.isEmpty })
    }

    @Test func knowsItsEvents() throws {
        let policies = Kaa.Outreach.V1.outreachEventsPolicies
        let coverage = try #require(policies.first { $0.type == "kaa.outreach.v1.CoverageRecorded" })
        #expect(coverage.grounds.isEmpty)
        let event = Kaa.Outreach.V1.CoverageRecorded(youngPersonID: "a", sex: .female)
        #expect(coverage.subjects?(event) == ["a"])
        let decoded = try #require(try coverage.decode(event.encodedBytes()) as? Kaa.Outreach.V1.CoverageRecorded)
        #expect(decoded == event)
    }

    private static let answer = Kaa.Outreach.V1.GetYoungPersonResponse(
        youngPerson: .init(
            youngPersonID: "5F3D1C2A-0000-4000-8000-000000000001",
            personnummer: "200901012385",
            givenName: "Test",
            familyName: "Testsson",
            districtCode: "04",
            state: .awaitingDecision,
            coveredSince: "2026-08-18",
            etag: "1"
        )
    )
}
