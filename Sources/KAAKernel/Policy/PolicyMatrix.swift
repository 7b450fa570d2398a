package import KAARPC

/// What policy answers to every role of every board, method by method.
package struct PolicyMatrix: Sendable {
    /// One method for one role of one board.
    package struct Cell: Hashable, Sendable {
        /// The method.
        package let method: MethodDescriptor

        /// The role of the caller, its only one.
        package let role: Role

        /// The board of the caller.
        package let board: Board

        /// The purpose that the calls state, the usual one of the method.
        package let purpose: Purpose?

        /// Why a call that states no ground is refused; `nil` if it is let through.
        package let refusal: PolicyRefusal?

        /// The grounds that open the method where none stated is too little, in the order of ``LegalGround``.
        package let grounds: [LegalGround]
    }

    /// The boards, with one district and one party outside in place of all of their kind.
    package static let boards: [Board] = [.amn, .utbn, .son, .ks, .sdn("01"), .external("PARTNER")]

    /// Who calls in a matrix: surely known, for every district.
    package static func caller(_ role: Role, of board: Board) -> Caller {
        Caller(
            subject: "matrix",
            kind: role == .integration ? .system : .person,
            board: board,
            roles: [role],
            districts: .all,
            assurance: .high
        )
    }

    /// What calls in a matrix state besides their ground and purpose: a consent, and why they are made.
    package static let statement: Metadata = [
        PolicyQuestion.consentKey: "00000000-0000-4000-8000-000000000000", PolicyQuestion.reasonKey: "Matrix",
    ]

    /// Every cell: by method, then role, then board.
    package let cells: [Cell]

    init(_ engine: PolicyEngine, _ rules: [(method: MethodDescriptor, rule: MethodRule)], on day: CivilDate) {
        self.cells = rules.sorted { $0.method.path < $1.method.path }.flatMap { method, rule in
            Role.allCases.flatMap { role in
                Self.boards.map { board in
                    let refusal = Self.refusal(engine, rule, role, board, on: nil, day)
                    let grounds = LegalGround.allCases.filter { ground in
                        refusal == .groundMissing && Self.refusal(engine, rule, role, board, on: ground, day) == nil
                    }
                    return Cell(
                        method: method,
                        role: role,
                        board: board,
                        purpose: rule.purposes.first,
                        refusal: refusal,
                        grounds: grounds
                    )
                }
            }
        }
    }

    private static func refusal(
        _ engine: PolicyEngine,
        _ rule: MethodRule,
        _ role: Role,
        _ board: Board,
        on ground: LegalGround?,
        _ day: CivilDate
    ) -> PolicyRefusal? {
        var statement = Self.statement
        if let ground { statement.add(ground.rawValue, for: PolicyQuestion.groundKey) }
        if let purpose = rule.purposes.first { statement.add(purpose.rawValue, for: PolicyQuestion.purposeKey) }
        let question = PolicyQuestion(
            statement,
            caller: Self.caller(role, of: board),
            receiver: board,
            moment: day.swedishNoon
        )
        do throws(PolicyRefusal) {
            _ = try engine.decide(question, by: rule)
            return nil
        } catch {
            return error
        }
    }
}
