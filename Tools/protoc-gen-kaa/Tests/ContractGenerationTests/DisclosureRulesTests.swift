import Testing

/// What goes from one board to another tells nothing that may not be told there; otherwise it does not build.
struct DisclosureRulesTests {
    @Test func letsShareableValuesCross() throws {
        #expect(try Self.answer(hidden: Self.shareable).problem().isEmpty)
        #expect(try Self.event(hidden: Self.shareable).problem().isEmpty)
    }

    @Test func namesValueMessageAndPathOfWhatMayNotCross() throws {
        #expect(
            try Self.answer(hidden: "[(kaa.kernel.v1.disclosure_class) = DISCLOSURE_CLASS_OWN_BOARD]").problem()
                == "kaa.trial.v1.STATE_HIDDEN may not leave its board, and kaa.trial.v1.LookResponse, which other boards"
                + " can get, holds it at 'people.state'."
        )
        #expect(
            try Self.answer(hidden: "[(kaa.kernel.v1.disclosure_class) = DISCLOSURE_CLASS_NEVER]").problem()
                == "kaa.trial.v1.STATE_HIDDEN may not be told at all, and kaa.trial.v1.LookResponse, which other boards"
                + " can get, holds it at 'people.state'."
        )
    }

    @Test func wantsAClassOnEveryValueThatCrosses() throws {
        #expect(
            try Self.answer(hidden: "").problem()
                == "kaa.trial.v1.STATE_HIDDEN has no (kaa.kernel.v1.disclosure_class), and kaa.trial.v1.LookResponse,"
                + " which other boards can get, holds it at 'people.state'."
        )
    }

    @Test func holdsEventsToTheSame() throws {
        #expect(
            try Self.event(hidden: "[(kaa.kernel.v1.disclosure_class) = DISCLOSURE_CLASS_OWN_BOARD]").problem()
                == "kaa.trial.v1.STATE_HIDDEN may not leave its board, and kaa.trial.v1.PersonRecorded, which other"
                + " boards can get, holds it at 'state'."
        )
        #expect(
            try Self.event(hidden: "").problem()
                == "kaa.trial.v1.STATE_HIDDEN has no (kaa.kernel.v1.disclosure_class), and kaa.trial.v1.PersonRecorded,"
                + " which other boards can get, holds it at 'state'."
        )
    }

    @Test func passesOverWhatStaysWithItsBoard() throws {
        let hidden = "[(kaa.kernel.v1.disclosure_class) = DISCLOSURE_CLASS_OWN_BOARD]"
        #expect(try Self.answer(hidden: hidden, field: ", (kaa.kernel.v1.own_board) = true").problem().isEmpty)
        #expect(try Self.event(hidden: hidden, grounds: "").problem().isEmpty)
        #expect(try Self.answer(hidden: hidden, grounds: "").problem().isEmpty)
    }

    @Test func refusesAnOwnFieldThatLeavesAValueInItsPlace() throws {
        let contract = Self.answer(
            hidden: Self.shareable,
            more: """
                bool masked = 3 [
                  (kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL, (kaa.kernel.v1.own_board) = true
                ];
                """
        )
        #expect(
            try contract.problem()
                == "kaa.trial.v1.Person.masked stays with its board, and kaa.trial.v1.LookResponse, which other boards can"
                + " get, would say something else in its place at 'people.masked'."
        )
    }

    @Test(arguments: [("stream LookRequest", "LookResponse"), ("LookRequest", "stream LookResponse")])
    func refusesGroundsOnAStream(request: String, answer: String) throws {
        let contract = Self.answer(hidden: Self.shareable, request: request, answer: answer)
        #expect(
            try contract.problem()
                == "kaa.trial.v1.TrialService.Look streams and has grounds: only the answer of a unary method can go to"
                + " another board."
        )
    }

    @Test func refusesAGroundThatIsNone() throws {
        #expect(
            try Self.answer(hidden: Self.shareable, grounds: "grounds: LEGAL_GROUND_UNSPECIFIED").problem()
                == "The policy of kaa.trial.v1.TrialService.Look names LEGAL_GROUND_UNSPECIFIED, which is no ground."
        )
        let event = Self.event(hidden: Self.shareable, grounds: Self.disclosedOn("LEGAL_GROUND_UNSPECIFIED"))
        #expect(
            try event.problem()
                == "kaa.trial.v1.PersonRecorded is disclosed on LEGAL_GROUND_UNSPECIFIED, which is no ground."
        )
    }

    @Test func refusesToDiscloseWhatIsNoEvent() throws {
        #expect(
            try Self.event(hidden: Self.shareable, file: "trial").problem()
                == "kaa.trial.v1.PersonRecorded has (kaa.kernel.v1.disclosed_on) and is no event: events stand in a file"
                + " whose name ends in _events.proto."
        )
    }

    private static let shareable = "[(kaa.kernel.v1.disclosure_class) = DISCLOSURE_CLASS_SHAREABLE]"

    private static func disclosedOn(_ ground: String) -> String {
        "option (kaa.kernel.v1.disclosed_on) = \(ground);"
    }

    private static func person(
        _ name: String,
        hidden: String,
        option: String = "",
        field: String = "",
        more: String = ""
    ) -> String {
        """
        message \(name) {
          \(option)
          string young_person_id = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
          State state = 2 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL\(field)];
          \(more)
        }
        enum State {
          STATE_UNSPECIFIED = 0;
          STATE_OPEN = 1 \(self.shareable);
          STATE_HIDDEN = 2 \(hidden);
        }
        """
    }

    private static func answer(
        hidden: String,
        field: String = "",
        grounds: String = "grounds: LEGAL_GROUND_SKOLLAGEN_29_9",
        request: String = "LookRequest",
        answer: String = "LookResponse",
        more: String = ""
    ) -> Contract {
        Contract(
            """
            service TrialService {
              rpc Look(\(request)) returns (\(answer)) {
                option (kaa.kernel.v1.policy) = {
                  roles: ROLE_COACH purposes: PURPOSE_KAA_DUTY access: ACCESS_READ
                  subject_in_request: "young_person_id" \(grounds)
                };
              }
            }
            message LookRequest { string young_person_id = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL]; }
            message LookResponse { repeated Person people = 1; }
            \(self.person("Person", hidden: hidden, field: field, more: more))
            """
        )
    }

    private static func event(
        hidden: String,
        grounds: String = Self.disclosedOn("LEGAL_GROUND_SKOLLAGEN_29_9"),
        file: String = "trial_events"
    ) -> Contract {
        Contract(self.person("PersonRecorded", hidden: hidden, option: grounds), file: file)
    }
}
