/// Why a command could not do what it was asked: one line for the person who asked.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
