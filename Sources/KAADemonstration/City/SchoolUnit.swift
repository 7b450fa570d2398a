/// An invented school, by its code of eight digits.
///
/// The codes start with 99, which Skolverket hasn't given out, so that no real school is named.
package struct SchoolUnit: Hashable, Sendable {
    /// The eight digits, for example `99100001`.
    package let code: String

    /// The schools of each kind.
    private init(_ kind: Int, _ number: Int) {
        self.code = String(99_000_000 + kind * 100_000 + number)
    }

    /// The six upper secondary schools that keep places for the young people of KAA.
    ///
    /// - Note: The city auditors' report 10/2016 counts six.
    package static let slussplatsSchools = (1...6).map { Self(1, $0) }

    /// Upper secondary schools of the city.
    static let municipal = Self.slussplatsSchools + (7...20).map { Self(1, $0) }

    /// Upper secondary schools of others, which tell the city when a pupil starts or leaves.
    static let independent = (1...24).map { Self(2, $0) }

    static let adapted = (1...5).map { Self(3, $0) }
    static let compulsory = (1...90).map { Self(4, $0) }
    static let adultEducation = (1...8).map { Self(5, $0) }
    static let folkhogskolor = (1...3).map { Self(6, $0) }

    /// Draws an upper secondary school; about half of Stockholm's pupils go to an independent one.
    static func upperSecondary(using random: inout SeededGenerator) -> SchoolUnit {
        random.element(of: random.happens(0.5) ? self.municipal : self.independent)
    }
}
