import KAAKernel
import Synchronization

/// Everyone is as old as a test says.
final class SettableAges: AgeDirectory {
    private let age = Mutex<Int?>(17)

    func set(_ age: Int?) {
        self.age.withLock { $0 = age }
    }

    func age(of person: YoungPersonID, on day: CivilDate) async throws -> Int? {
        self.age.withLock { $0 }
    }
}
