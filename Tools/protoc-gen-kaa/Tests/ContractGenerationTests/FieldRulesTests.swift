import Testing

/// Fields about persons have a class, and free text is screened; otherwise it does not build.
struct FieldRulesTests {
    @Test(arguments: [
        (
            "message LookRequest { int32 page_size = 1; } message LookResponse {}",
            "kaa.trial.v1.LookRequest.page_size stands in a message about a person and has no"
                + " (kaa.kernel.v1.data_class)."
        ),
        (
            "message LookRequest {} message LookResponse { Page page = 1; } message Page { int32 total_size = 1; }",
            "kaa.trial.v1.Page.total_size stands in a message about a person and has no (kaa.kernel.v1.data_class)."
        ),
    ])
    func wantsAClassOnWhatAMethodExchanges(messages: String, problem: String) throws {
        let service = Self.service(access: "ACCESS_READ subject_in_answer: \"person.young_person_id\"")
        let person = """
            message Person { string young_person_id = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL]; }
            """
        let withPerson = messages.replacing("message LookResponse {", with: "message LookResponse { Person person = 9;")
        #expect(try Contract(service + withPerson + person).problem() == problem)
    }

    @Test func wantsNoClassWhereNobodyIsTouched() throws {
        let messages = "message LookRequest { int32 page_size = 1; } message LookResponse { int32 total_size = 1; }"
        #expect(try Contract(Self.service(access: "ACCESS_AGGREGATE") + messages).problem().isEmpty)
    }

    @Test func wantsAClassInEveryEvent() throws {
        #expect(
            try Contract("message DoorOpened { string door_id = 1; }", file: "trial_events").problem()
                == "kaa.trial.v1.DoorOpened.door_id stands in a message about a person and has no"
                + " (kaa.kernel.v1.data_class)."
        )
    }

    @Test func wantsAClassBesideSeveralPersons() throws {
        #expect(
            try Contract("message Purge { repeated string young_person_ids = 1; }").problem()
                == "kaa.trial.v1.Purge.young_person_ids stands in a message about a person and has no"
                + " (kaa.kernel.v1.data_class)."
        )
    }

    @Test(arguments: ["remark", "display_name", "id_card", "reason", "repeated string lines"])
    func wantsFreeTextScreened(field: String) throws {
        let declaration = field.hasPrefix("repeated") ? field : "string \(field)"
        let name = String(field.split(separator: " ").last ?? "")
        let messages = "message LookRequest { \(declaration) = 1; } message LookResponse {}"
        #expect(
            try Contract(Self.service(access: "ACCESS_NONE") + messages).problem()
                == "kaa.trial.v1.LookRequest.\(name) takes free text and is not (kaa.kernel.v1.screened); a name that ends"
                + " in id, on or code says that it takes none."
        )
        let screened = messages.replacing("= 1;", with: "= 1 [(kaa.kernel.v1.screened) = true];")
        #expect(try Contract(Self.service(access: "ACCESS_NONE") + screened).problem().isEmpty)
    }

    @Test func findsFreeTextInAPart() throws {
        let messages = """
            message LookRequest { Part part = 1; } message Part { string note = 1; } message LookResponse {}
            """
        #expect(
            try Contract(Self.service(access: "ACCESS_NONE") + messages).problem()
                == "kaa.trial.v1.Part.note takes free text and is not (kaa.kernel.v1.screened); a name that ends in id, on"
                + " or code says that it takes none."
        )
    }

    @Test(arguments: [
        "young_person_id", "ended_on", "district_code", "page_token", "from_date", "as_of", "owner_board",
    ])
    func takesTextsWithAFormOfTheirOwn(field: String) throws {
        let messages = """
            message LookRequest { string \(field) = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL]; }
            message LookResponse { string remark = 1; }
            """
        #expect(try Contract(Self.service(access: "ACCESS_NONE") + messages).problem().isEmpty)
    }

    @Test func screensNothingButText() throws {
        let messages = """
            message LookRequest { int32 count = 1 [(kaa.kernel.v1.screened) = true]; } message LookResponse {}
            """
        #expect(
            try Contract(Self.service(access: "ACCESS_NONE") + messages).problem()
                == "kaa.trial.v1.LookRequest.count is (kaa.kernel.v1.screened) and no string."
        )
    }

    private static func service(access: String) -> String {
        """
        service TrialService {
          rpc Look(LookRequest) returns (LookResponse) {
            option (kaa.kernel.v1.policy) = { roles: ROLE_COACH purposes: PURPOSE_KAA_DUTY access: \(access) };
          }
        }
        """
    }
}
