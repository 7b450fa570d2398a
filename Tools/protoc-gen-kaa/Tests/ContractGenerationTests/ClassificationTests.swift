import SwiftProtobufPluginLibrary
import Testing

/// What the generator writes of the classes of fields.
struct ClassificationTests {
    @Test func givesEachFieldItsClassAndItsNote() throws {
        let code = try Self.person.swift()
        #expect(
            code.contains(
                "FieldClassification(name: \"name\", dataClass: .identity,"
                    + " legalNote: \"förordning (2006:39) 4 § 1\"),"
            )
        )
        #expect(
            code.contains(
                "FieldClassification(name: \"shelter_code\", dataClass: .operational, legalNote: \"SoL \\\"19\\\"\","
                    + " isOwnBoard: true),"
            )
        )
        #expect(code.contains("FieldClassification(name: \"parts\", dataClass: .unspecified, legalNote: \"\"),"))
    }

    @Test func keepsWhatIsOfTheClasses() throws {
        let code = try Self.person.swift()
        #expect(code.contains("if classes.contains(.identity) { result.name = self.name }"))
        #expect(code.contains("result.parts = self.parts.compactMap { $0.remainder(of: classes) }"))
        #expect(code.contains("if classes.contains(.social) { result.part = self.part?.remainder(of: classes) }"))
        #expect(code.contains("if case .schoolCode(let value) = self.place, classes.contains(.occupation) {"))
        #expect(code.contains("if case .hall(let value) = self.place {"))
        #expect(code.contains("result.place = .hall(value.redacted(to: classes))"))
        #expect(!code.contains("result.shelterCode"))
        #expect(!code.contains("result.count"))
    }

    @Test func namesThePathsOfWhatIsSet() throws {
        let code = try Self.person.swift()
        #expect(code.contains("if classes.contains(.identity), self.name != \"\" { paths.append(\"name\") }"))
        #expect(code.contains("paths += self.parts.disclosedPaths(within: classes, under: \"parts\")"))
        #expect(
            code.contains(
                "if classes.contains(.occupation), case .schoolCode(_) = self.place { paths.append(\"school_code\") }"
            )
        )
        #expect(!code.contains("paths.append(\"shelter_code\")"))
    }

    @Test func marksWhatSaysSomethingWhenItIsBlank() throws {
        let code = try Contract(
            """
            message Answer {
              bool covered = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
              int32 count = 2 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
              repeated string codes = 3 [(kaa.kernel.v1.data_class) = DATA_CLASS_OCCUPATION];
              optional string ended_on = 4 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
              string next_page_token = 5 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
              string name = 6 [(kaa.kernel.v1.data_class) = DATA_CLASS_IDENTITY];
              repeated Part parts = 7;
            }
            message Part { string code = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OCCUPATION]; }
            """
        ).swift()
        let marked = code.split(separator: "\n").filter { $0.contains("speaksWhenBlank: true") }
        #expect(marked.count == 5 && !marked.contains { $0.contains("\"name\"") })
        #expect(code.contains("\"parts\": Kaa.Trial.V1.Part.self,"))
        // A list that is empty, and what is false or 0, are told like any other value.
        #expect(code.contains("if classes.contains(.operational) { paths.append(\"covered\") }"))
        #expect(code.contains("if classes.contains(.operational) { paths.append(\"count\") }"))
        #expect(code.contains("if classes.contains(.occupation) { paths.append(\"codes\") }"))
        #expect(code.contains("if classes.contains(.operational), self.endedOn != nil { paths.append(\"ended_on\") }"))
    }

    @Test func givesEachEventItsPolicy() throws {
        let code = try Contract(
            """
            message PersonRecorded {
              option (kaa.kernel.v1.disclosed_on) = LEGAL_GROUND_SKOLLAGEN_29_9;
              string young_person_id = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
              repeated Part parts = 2;
            }
            message Part { string code = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OCCUPATION]; }
            message DoorOpened { string door_id = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL]; }
            """,
            file: "trial_events"
        ).swift()
        #expect(code.contains("package static let trialEventsPolicies: [EventPolicy] = ["))
        #expect(code.contains("Kaa.Trial.V1.PersonRecorded.self,"))
        #expect(code.contains("grounds: [Kaa.Kernel.V1.LegalGround(rawValue: 1)],"))
        #expect(code.contains("{ [message].map { $0.youngPersonID } } else { [] } }"))
        #expect(code.contains("Kaa.Trial.V1.DoorOpened.self,"))
        #expect(code.contains("subjects: nil"))
        #expect(code.split(separator: "EventPolicy(").count == 3, "A part is no event of its own.")
    }

    @Test func tellsReadersOfClassesAndBorders() throws {
        let contract = Contract(
            """
            service TrialService {
              rpc Look(LookRequest) returns (LookResponse) {
                option (kaa.kernel.v1.policy) = {
                  roles: ROLE_COACH purposes: PURPOSE_KAA_DUTY access: ACCESS_READ
                  subject_in_request: "young_person_id" grounds: LEGAL_GROUND_SKOLLAGEN_29_9
                };
              }
            }
            message LookRequest {
              option (kaa.kernel.v1.register) = true;
              string young_person_id = 1 [
                (kaa.kernel.v1.data_class) = DATA_CLASS_IDENTITY, (kaa.kernel.v1.own_board) = true
              ];
            }
            message LookResponse {}
            enum State {
              STATE_UNSPECIFIED = 0;
              STATE_HIDDEN = 1 [(kaa.kernel.v1.disclosure_class) = DISCLOSURE_CLASS_OWN_BOARD];
            }
            """
        )
        let page = try #require(
            try contract.generate().file.first { $0.name == "docs/contracts/data-classes.md" }?.content
        )
        #expect(
            page.contains(
                "| `LookRequest` | `young_person_id` | IDENTITY | förordning (2006:39) 4 § 1 | register, stays with its"
                    + " board |"
            )
        )
        #expect(page.contains("| `kaa.trial.v1.TrialService.Look` | SKOLLAGEN_29_9 |"))
        #expect(page.contains("| `kaa.trial.v1.STATE_HIDDEN` | its own board |"))
    }

    private static let person = Contract(
        """
        message Person {
          string young_person_id = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
          string name = 2 [(kaa.kernel.v1.data_class) = DATA_CLASS_IDENTITY];
          string shelter_code = 3 [
            (kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL,
            (kaa.kernel.v1.legal_note) = "SoL \\"19\\"",
            (kaa.kernel.v1.own_board) = true
          ];
          repeated Part parts = 4;
          Part part = 5 [(kaa.kernel.v1.data_class) = DATA_CLASS_SOCIAL];
          oneof place {
            string school_code = 6 [(kaa.kernel.v1.data_class) = DATA_CLASS_OCCUPATION];
            Part hall = 7;
          }
        }
        message Part { string code = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OCCUPATION]; }
        message Figures { int32 count = 1; }
        """
    )
}
