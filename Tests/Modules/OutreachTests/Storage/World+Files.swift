import KAAKernel

@testable import Outreach

extension World {
    /// The world as some of its snapshots show it.
    ///
    /// A file holds every key once, and the first row of a key counts, so further ones are left out.
    func reduced(to indexes: [Int]) -> World {
        World(
            snapshots: indexes.map { self.snapshots[$0] },
            folkbokforing: indexes.map { self.folkbokforing[$0] },
            elevregister: indexes.map { index in
                var keys: Set<EnrolmentRow.Key> = []
                return self.elevregister[index].filter { keys.insert($0.key).inserted }
            },
            meriter: indexes.map { self.meriter[$0] },
            persons: self.persons
        )
    }

    /// The world of some of its persons.
    func reduced(to persons: [IdentityNumber]) -> World {
        let chosen = Set(persons)
        return World(
            snapshots: self.snapshots,
            folkbokforing: self.folkbokforing.map { $0.filter { chosen.contains($0.person) } },
            elevregister: self.elevregister.map { $0.filter { chosen.contains($0.person) } },
            meriter: self.meriter.map { $0.filter { chosen.contains($0.person) } },
            persons: persons
        )
    }

    /// Writes all snapshots as files.
    ///
    /// - Parameters:
    ///   - folder: Where to.
    ///   - navet: The snapshots whose folkbokföring is written in Navet's format.
    ///   - ss12000: The snapshots whose elevregister is written as SS 12000.
    /// - Throws: What the file system says.
    func write(to folder: FeedFolder, navet: Set<Int> = [], ss12000: Set<Int> = []) throws {
        for (index, snapshot) in self.snapshots.enumerated() {
            if navet.contains(index) {
                try folder.writeNavet(self.folkbokforing[index], of: snapshot)
            } else {
                try folder.write(self.folkbokforing[index], of: snapshot)
            }
            if ss12000.contains(index) {
                try folder.writeSS12000(self.elevregister[index], of: snapshot)
            } else {
                try folder.write(self.elevregister[index], of: snapshot)
            }
            try folder.write(self.meriter[index], of: snapshot)
        }
    }
}
