import SwiftProtobufPluginLibrary
import Testing

/// Contracts that break a rule are refused, with a text that says where and what.
struct ContractRulesTests {
    @Test func acceptsAContractThatKeepsEveryRule() throws {
        let response = try Contract(Self.service(policy: Self.policy) + Self.person).generate()
        #expect(response.error.isEmpty)
        #expect(!response.file.isEmpty)
    }

    @Test(arguments: [
        ("", "kaa.trial.v1.TrialService.Look has no (kaa.kernel.v1.policy)."),
        (
            Self.policy.replacing("roles: ROLE_COACH", with: ""),
            "The policy of kaa.trial.v1.TrialService.Look names no role, so nobody could call it."
        ),
        (
            Self.policy.replacing("ROLE_COACH", with: "ROLE_UNSPECIFIED"),
            "The policy of kaa.trial.v1.TrialService.Look names no role, so nobody could call it."
        ),
        (
            Self.policy.replacing("purposes: PURPOSE_KAA_DUTY", with: ""),
            "The policy of kaa.trial.v1.TrialService.Look names no purpose."
        ),
        (
            Self.policy.replacing("access: ACCESS_READ", with: ""),
            "The policy of kaa.trial.v1.TrialService.Look does not say what it does with personal data."
        ),
        (
            Self.policy.replacing("subject_in_request: \"young_person_id\"", with: ""),
            "kaa.trial.v1.TrialService.Look touches personal data, and its policy does not say whose."
        ),
        (
            Self.policy.replacing("\"young_person_id\"", with: "\"person.id\""),
            "The path 'person.id' does not fit kaa.trial.v1.LookRequest."
        ),
        (
            Self.policy.replacing("\"young_person_id\"", with: "\"young_person_id.value\""),
            "The path 'young_person_id.value' does not fit kaa.trial.v1.LookRequest."
        ),
        (
            Self.policy.replacing("\"young_person_id\"", with: "\"page\""),
            "The path 'page' in kaa.trial.v1.LookRequest does not end in a string."
        ),
        (
            Self.policy.replacing("}", with: "subject_in_answer: \"nobody\" }"),
            "The path 'nobody' does not fit kaa.trial.v1.LookResponse."
        ),
        (
            Self.policy.replacing("}", with: "district_in_request: \"page\" }"),
            "The path 'page' in kaa.trial.v1.LookRequest does not end in a string."
        ),
    ])
    func refusesAMethodWhosePolicyLacksSomething(policy: String, problem: String) throws {
        let response = try Contract(Self.service(policy: policy) + Self.person).generate()
        #expect(response.error == problem)
        #expect(response.file.isEmpty)
    }

    @Test(arguments: [
        (
            "message Person { string young_person_id = 1; }",
            "kaa.trial.v1.Person.young_person_id stands in a message about a person and has no"
                + " (kaa.kernel.v1.data_class)."
        ),
        (
            """
            message Person { Name name = 1; string personnummer = 2 [(kaa.kernel.v1.data_class) = DATA_CLASS_IDENTITY]; }
            message Name { string given = 1; }
            """,
            "kaa.trial.v1.Name.given stands in a message about a person and has no (kaa.kernel.v1.data_class)."
        ),
        (
            "message Outer { message Person { string young_person_id = 1; } }",
            "kaa.trial.v1.Outer.Person.young_person_id stands in a message about a person and has no"
                + " (kaa.kernel.v1.data_class)."
        ),
        (
            "message Table { map<string, string> rows = 1; }",
            "kaa.trial.v1.Table.rows is a map; a contract names every field it carries."
        ),
        (
            "message Box { google.protobuf.Any content = 1; }",
            "kaa.trial.v1.Box.content is an Any; a contract names every field it carries."
        ),
        (
            "message Tree { repeated Tree children = 1; }",
            "kaa.trial.v1.Tree can contain itself, so nothing bounds its depth."
        ),
        (
            "message Hen { Egg egg = 1; } message Egg { Hen hen = 1; }",
            "kaa.trial.v1.Hen can contain itself, so nothing bounds its depth."
        ),
        (
            "message Box { optional Lid lid = 1; } message Lid {}",
            "kaa.trial.v1.Box.lid is a message, which can be absent without 'optional'."
        ),
        (
            "enum Sign { SIGN_UNSPECIFIED = 0; SIGN_MINUS = -1; }",
            "kaa.trial.v1.SIGN_MINUS has a negative number."
        ),
        (
            "enum Tone { option allow_alias = true; TONE_UNSPECIFIED = 0; TONE_NONE = 0; }",
            "kaa.trial.v1.Tone has two names for one number."
        ),
    ])
    func refusesADeclaration(declaration: String, problem: String) throws {
        #expect(try Contract(declaration).generate().error == problem)
    }

    @Test(arguments: ["trial", "kaa.trial", "kaa.trial.v1.more", "kaa.trial.one", "kaa.trial_two.v1", "kaa.trial.v0"])
    func refusesAPackageThatBelongsToNobody(package: String) throws {
        let response = try Contract("message Box {}", package: package).generate()
        #expect(response.error == "The package '\(package)' belongs to nobody: it must be 'kaa.<module>.v<n>'.")
    }

    @Test func letsTestsRecurseAndUseMaps() throws {
        let declarations = "message Tree { repeated Tree children = 1; map<string, Tree> more = 2; }"
        #expect(try Contract(declarations, package: "kaa.testing.v1").generate().error.isEmpty)
    }

    private static let policy = """
        option (kaa.kernel.v1.policy) = {
          roles: ROLE_COACH purposes: PURPOSE_KAA_DUTY access: ACCESS_READ subject_in_request: "young_person_id"
        };
        """

    private static let person = """
        message LookRequest {
          string young_person_id = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
          int32 page = 2 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
        }
        message LookResponse {}
        """

    private static func service(policy: String) -> String {
        "service TrialService { rpc Look(LookRequest) returns (LookResponse) { \(policy) } }\n"
    }
}
