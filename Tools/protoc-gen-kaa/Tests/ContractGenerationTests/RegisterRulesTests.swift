import Testing

/// A message of the register holds what förordning (2006:39) 4 § lists; anything else does not build.
struct RegisterRulesTests {
    @Test func admitsWhatTheParagraphLists() throws {
        #expect(try Self.register("").problem().isEmpty)
    }

    @Test func namesTheParagraphThatForbidsADiagnosis() throws {
        let planted = "string diagnosis = 5 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];"
        #expect(
            try Self.register(planted).problem()
                == "kaa.trial.v1.YoungPerson.diagnosis tells of 'diagnosis', which förordning (2006:39) 5 § keeps out of"
                + " the register."
        )
    }

    @Test(arguments: [
        ("health_status_code", "health"), ("religion_code", "religion"), ("ethnicity", "ethnicity"),
        ("sexuality_code", "sexuality"), ("crime_code", "crime"), ("political_party_code", "political"),
        ("trade_union_code", "union"), ("has_addiction", "addiction"), ("lss_decision_id", "lss"), ("sip_id", "sip"),
        ("sig_member", "sig"), ("missbruk_code", "missbruk"), ("orosanmalan_id", "orosanmalan"),
        ("conviction_date", "conviction"), ("detention_until", "detention"), ("genetic_code", "genetic"),
        ("sjukskriven_from", "sjukskriven"), ("judgment_code", "judgment"),
    ])
    func namesTheParagraphThatForbidsAWord(field: String, word: String) throws {
        let planted = "string \(field) = 5 [(kaa.kernel.v1.data_class) = DATA_CLASS_OCCUPATION];"
        #expect(
            try Self.register(planted).problem()
                == "kaa.trial.v1.YoungPerson.\(field) tells of '\(word)', which förordning (2006:39) 5 § keeps out of"
                + " the register."
        )
    }

    @Test(arguments: ["media_code", "offering_id", "significant_on", "sipping_code", "reunion_on", "trace_id"])
    func admitsWordsThatOnlyLookLikeThose(field: String) throws {
        let harmless = "string \(field) = 5 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];"
        #expect(try Self.register(harmless).problem().isEmpty)
    }

    @Test(arguments: [
        "string case_code = 5;",
        "string case_code = 5 [(kaa.kernel.v1.data_class) = DATA_CLASS_SOCIAL];",
        "string case_code = 5 [(kaa.kernel.v1.data_class) = DATA_CLASS_AGGREGATE];",
    ])
    func namesTheParagraphWithTheClosedList(planted: String) throws {
        #expect(
            try Self.register(planted).problem()
                == "kaa.trial.v1.YoungPerson.case_code is in the register and outside the closed list of förordning"
                + " (2006:39) 4 §: its (kaa.kernel.v1.data_class) must be IDENTITY, OCCUPATION, INTERVENTION or"
                + " OPERATIONAL."
        )
    }

    @Test func findsWhatStandsInAPart() throws {
        let planted = "message Part { bool disability = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL]; }"
        #expect(
            try Self.register("repeated Part parts = 5;", planted).problem()
                == "kaa.trial.v1.Part.disability tells of 'disability', which förordning (2006:39) 5 § keeps out of the"
                + " register."
        )
    }

    @Test func findsWhatAValueTells() throws {
        let planted = "enum Occupation { OCCUPATION_UNSPECIFIED = 0; OCCUPATION_IN_PRISON = 1; }"
        let field = "Occupation occupation = 5 [(kaa.kernel.v1.data_class) = DATA_CLASS_OCCUPATION];"
        #expect(
            try Self.register(field, planted).problem()
                == "kaa.trial.v1.OCCUPATION_IN_PRISON, which kaa.trial.v1.YoungPerson.occupation can be, tells of"
                + " 'prison', which förordning (2006:39) 5 § keeps out of the register."
        )
    }

    @Test func findsWhatStandsInADeclaredMessage() throws {
        let contract = Contract(
            """
            message Outer { message Inner {
              option (kaa.kernel.v1.register) = true;
              bool sick = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
            } }
            """
        )
        #expect(
            try contract.problem()
                == "kaa.trial.v1.Outer.Inner.sick tells of 'sick', which förordning (2006:39) 5 § keeps out of the register."
        )
    }

    @Test func hasNoFreeText() throws {
        let planted = """
            string remark = 5 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL, (kaa.kernel.v1.screened) = true];
            """
        #expect(
            try Self.register(planted).problem()
                == "kaa.trial.v1.YoungPerson.remark is free text in the register, which förordning (2006:39) 4 § does not"
                + " list."
        )
    }

    private static func register(_ field: String, _ declarations: String = "") -> Contract {
        Contract(
            """
            message YoungPerson {
              option (kaa.kernel.v1.register) = true;
              string young_person_id = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL];
              string given_name = 2 [(kaa.kernel.v1.data_class) = DATA_CLASS_IDENTITY];
              string occupation_code = 3 [(kaa.kernel.v1.data_class) = DATA_CLASS_OCCUPATION];
              string intervention_code = 4 [(kaa.kernel.v1.data_class) = DATA_CLASS_INTERVENTION];
              \(field)
            }
            \(declarations)
            """
        )
    }
}
