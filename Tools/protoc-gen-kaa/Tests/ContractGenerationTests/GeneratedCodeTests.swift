import SwiftProtobufPluginLibrary
import Testing

/// What the generator writes, where a mistake would not show as an error of the compiler.
struct GeneratedCodeTests {
    @Test func givesTheServiceItsPolicy() throws {
        let code = try Self.swift(
            """
            service TrialService {
              rpc Find(FindRequest) returns (FindResponse) {
                option (kaa.kernel.v1.policy) = {
                  roles: [ROLE_COACH, ROLE_AUDITOR] purposes: PURPOSE_KAA_DUTY access: ACCESS_READ
                  subject_in_answer: "people.young_person_id" district_in_request: "district_code"
                };
              }
            }
            message FindRequest {
              optional string district_code = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_IDENTITY];
            }
            message FindResponse { repeated Person people = 1; }
            message Person { string young_person_id = 1 [(kaa.kernel.v1.data_class) = DATA_CLASS_OPERATIONAL]; }
            """
        )
        #expect(code.contains("roles: [.coach, .auditor],"))
        #expect(code.contains("purposes: [.kaaDuty],"))
        #expect(code.contains("access: .read,"))
        #expect(code.contains("subjectsInRequest: nil,"))
        #expect(code.contains("[message].flatMap { $0.people }.map { $0.youngPersonID }"))
        #expect(code.contains("[message].compactMap { $0.districtCode }"))
    }

    @Test func tellsWhatElseAMethodAsks() throws {
        let code = try Self.swift(
            """
            service TrialService {
              rpc Unmask(UnmaskRequest) returns (Box) {
                option idempotency_level = NO_SIDE_EFFECTS;
                option (kaa.kernel.v1.policy) = {
                  roles: ROLE_COACH purposes: PURPOSE_KAA_DUTY access: ACCESS_NONE
                  reason_required: true minimum_assurance: ASSURANCE_LEVEL_SUBSTANTIAL reveals_protected: true person_required: true
                };
              }
            }
            message UnmaskRequest {
              repeated Line lines = 1;
              oneof place { string room_name = 2 [(kaa.kernel.v1.screened) = true]; string room_code = 3; }
            }
            message Line { optional string wording = 1 [(kaa.kernel.v1.screened) = true]; string code = 2; }
            message Box {}
            """
        )
        #expect(code.contains("reasonRequired: true,"))
        #expect(code.contains("minimumAssurance: .substantial,"))
        #expect(code.contains("revealsProtected: true,"))
        #expect(code.contains("personRequired: true,"))
        #expect(code.contains("changesNothing: true,"))
        #expect(
            code.contains(
                "texts += [message].flatMap { $0.lines }.compactMap { $0.wording }"
                    + ".map { (field: \"lines.wording\", text: $0) }"
            )
        )
        #expect(
            code.contains(
                "texts += [message].compactMap { if case .roomName(let value) = $0.place { value } else { nil } }"
                    + ".map { (field: \"room_name\", text: $0) }"
            )
        )
        #expect(!code.contains("lines.code"))
    }

    @Test func asksNothingElseWhereTheContractDoesNot() throws {
        let code = try Self.swift(
            """
            service TrialService {
              rpc One(Box) returns (Box) {
                option (kaa.kernel.v1.policy) = { roles: ROLE_COACH purposes: PURPOSE_KAA_DUTY access: ACCESS_NONE };
              }
            }
            message Box {}
            """
        )
        #expect(code.contains("reasonRequired: false,"))
        #expect(code.contains("minimumAssurance: .unspecified,"))
        #expect(code.contains("revealsProtected: false,"))
        #expect(code.contains("personRequired: false,"))
        #expect(code.contains("changesNothing: false,"))
        #expect(code.contains("screenedTexts: nil"))
    }

    @Test func tellsMethodsApartByKind() throws {
        let policy = """
            {
                option (kaa.kernel.v1.policy) = { roles: ROLE_COACH purposes: PURPOSE_KAA_DUTY access: ACCESS_NONE };
              }
            """
        let code = try Self.swift(
            """
            service TrialService {
              rpc One(Box) returns (Box) \(policy)
              rpc Down(Box) returns (stream Box) \(policy)
              rpc Up(stream Box) returns (Box) \(policy)
              rpc Both(stream Box) returns (stream Box) \(policy)
            }
            message Box {}
            """
        )
        for (method, kind) in [
            ("One", "unary"), ("Down", "serverStreaming"), ("Up", "clientStreaming"), ("Both", "bidirectional"),
        ] {
            #expect(code.contains("method: \"\(method)\", kind: .\(kind)"))
        }
    }

    @Test func hidesOptionsAndPresenceFromTheCGenerator() throws {
        let response = try Contract("message Box { optional string name = 1; double share = 2; }").generate()
        let header = try #require(response.file.first { $0.name.hasSuffix("trial.pb-c.h") }?.content)
        #expect(header.contains("Kaa__Trial__V1__Box__NameCase _name_case;"))
        #expect(header.contains("ProtobufCBinaryData name;"))
        #expect(header.contains("uint64_t share;"))
        #expect(!header.contains("policy"))
    }

    @Test(arguments: [
        ("kaa.trial.v1", "Sources/Modules/Trial/Contract/"), ("kaa.kernel.v1", "Sources/KAAKernel/Contract/"),
        ("kaa.testing.v1", "Tests/TestContracts/"), ("grpc.trial.v1", "Sources/KAARPC/"),
        ("grpc.testing", "Tests/InteropContracts/"),
    ])
    func putsTheCodeWhereItsOwnerIs(package: String, folder: String) throws {
        let response = try Contract("message Box {}", package: package).generate()
        #expect(response.file.contains { $0.name == "\(folder)Generated/kaa_trial_v1_trial.pb.swift" })
    }

    @Test func writesTheSameTwice() throws {
        let contract = Contract("message Box { string name = 1; } enum Tone { TONE_UNSPECIFIED = 0; }")
        let first = try contract.generate().file.sorted { $0.name < $1.name }
        let second = try contract.generate().file.sorted { $0.name < $1.name }
        #expect(first == second)
    }

    private static func swift(_ declarations: String) throws -> String {
        try Contract(declarations).swift()
    }
}
