import Foundation

/// Tokens in the order of their last use: places linked by their numbers, so that a use costs one look-up of the text.
struct TokenList {
    private struct Place {
        var text: String
        /// `nil` for a place that is free.
        var proof: CallerProof?
        var older: Int?
        var newer: Int?
    }

    private var places: [Place] = []
    private var free: [Int] = []
    private var numbers: [String: Int] = [:]
    private var newest: Int?
    private var oldest: Int?

    /// How many tokens there are.
    var count: Int {
        self.numbers.count
    }

    /// What a token proves, which becomes the newest; one that has run out is removed.
    mutating func use(_ text: String, at now: Date) -> CallerProof? {
        guard let number = self.number(of: text) else { return nil }
        guard let proof = self.places[number].proof, now < proof.validUntil else {
            self.remove(number)
            return nil
        }
        if self.newest != number {
            self.unlink(number)
            self.linkAsNewest(number)
        }
        return proof
    }

    /// The place of a token; that of the newest without a look-up, which the next call mostly has again.
    private func number(of text: String) -> Int? {
        if let newest = self.newest, self.places[newest].text == text { return newest }
        return self.numbers[text]
    }

    /// Adds a token in place of one with the same text, or of the oldest if there are `capacity` already.
    mutating func insert(_ proof: CallerProof, for text: String, capacity: Int) {
        if let number = self.numbers[text] {
            self.remove(number)
        } else if self.count >= capacity, let oldest = self.oldest {
            self.remove(oldest)
        }
        let place = Place(text: text, proof: proof)
        let number: Int
        if let unused = self.free.popLast() {
            number = unused
            self.places[number] = place
        } else {
            number = self.places.count
            self.places.append(place)
        }
        self.numbers[text] = number
        self.linkAsNewest(number)
    }

    /// Removes the tokens for which `isGone` holds.
    mutating func remove(where isGone: (CallerProof) -> Bool) {
        for number in self.places.indices {
            if let proof = self.places[number].proof, isGone(proof) { self.remove(number) }
        }
    }

    private mutating func remove(_ number: Int) {
        self.unlink(number)
        self.numbers[self.places[number].text] = nil
        // The text is a secret that must not stay longer than it is used.
        self.places[number].text = ""
        self.places[number].proof = nil
        self.free.append(number)
    }

    private mutating func linkAsNewest(_ number: Int) {
        self.places[number].older = self.newest
        self.places[number].newer = nil
        if let newest = self.newest {
            self.places[newest].newer = number
        }
        self.newest = number
        self.oldest = self.oldest ?? number
    }

    private mutating func unlink(_ number: Int) {
        let (older, newer) = (self.places[number].older, self.places[number].newer)
        if let newer {
            self.places[newer].older = older
        } else {
            self.newest = older
        }
        if let older {
            self.places[older].newer = newer
        } else {
            self.oldest = newer
        }
    }
}
