/// A reason why the city or its files can't be made.
package struct DemonstrationError: Error, Hashable {
    /// What went wrong, for code.
    package let code: Code

    /// What went wrong, for people; holds no digits of anyone's number.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension DemonstrationError {
    /// The kinds of reasons; more may come.
    package struct Code: Hashable, Sendable {
        private let name: String

        /// A personnummer that could belong to a real person was asked for.
        package static let refusedNumber = Self(name: "refusedNumber")

        /// More people were asked for than there are numbers for.
        package static let tooManyPersons = Self(name: "tooManyPersons")

        /// A parameter has no meaning, such as a term without dates.
        package static let invalidPlan = Self(name: "invalidPlan")

        /// A file can't be written.
        package static let fileNotWritten = Self(name: "fileNotWritten")
    }
}

extension DemonstrationError: CustomStringConvertible {
    /// The message, so that a command can print the error as it is.
    package var description: String { self.message }
}
