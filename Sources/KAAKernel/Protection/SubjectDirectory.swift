import Synchronization

/// Everyone in the register, by opaque identifier alone, with what decides who may know of them.
///
/// The module that keeps the register fills it when it starts and before it commits a change; the kernel asks it about
/// everyone whom a call names, in whichever module. Where no module keeps a register it holds nobody and lets all pass.
///
/// It is kept in memory, about 60 bytes a person, so that a look-up takes the same time whatever the answer.
public final class SubjectDirectory: Sendable {
    private let standings = Mutex<[YoungPersonID: SubjectStanding]?>(nil)

    /// Creates a directory that nobody has filled.
    public init() {}

    /// Takes in everyone anew.
    public func replace(with standings: [YoungPersonID: SubjectStanding]) {
        self.standings.withLock { $0 = standings }
    }

    /// Forgets somebody who has left the register.
    public func remove(_ subject: YoungPersonID) {
        self.standings.withLock { $0?[subject] = nil }
    }

    /// The standing of a person; `nil` if the register has no such person.
    public func standing(of subject: YoungPersonID) -> SubjectStanding? {
        self.standings.withLock { $0?[subject] }
    }

    /// Whether a person's data is protected, so that nothing about them leaves the module that keeps it.
    public func isProtected(_ subject: YoungPersonID) -> Bool {
        self.standing(of: subject).map { $0.protection != .none } ?? false
    }

    /// Whether any module keeps a register here.
    var isFilled: Bool { self.standings.withLock { $0 != nil } }
}
