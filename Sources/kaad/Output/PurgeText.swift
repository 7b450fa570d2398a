import KAAWire
import OutreachContract

/// A purge, as officials read it.
struct PurgeText {
    private let purge: Kaa.Outreach.V1.Purge
    private let items: [Kaa.Outreach.V1.PurgeItem]

    /// - Throws: ``CommandFailure`` if the server answered without a purge.
    init(_ purge: Kaa.Outreach.V1.Purge?, _ items: [Kaa.Outreach.V1.PurgeItem] = []) throws {
        guard let purge else { throw CommandFailure("The server told of no purge.") }
        self.purge = purge
        self.items = items
    }

    /// Writes it to standard output.
    func show(_ format: ResultFormat) throws {
        switch format {
        case .json:
            Terminal.line(try self.purge.jsonString())
            for item in self.items { Terminal.line(try item.jsonString()) }
        case .text:
            for line in self.lines { Terminal.line(line) }
        }
    }

    private var lines: [String] {
        var lines = [
            "Gallring \(self.purge.purgeID): \(self.state)",
            "Grund: \(self.purge.ruleVersion), de vars sista dag är \(self.purge.dueOn) eller tidigare",
            "Personer: \(self.purge.persons) (\(self.purge.byStatute) enligt förordningen, \(self.purge.byPolicy) enligt "
                + "\(self.policy))",
        ]
        for approval in self.purge.approvals {
            lines.append("Godkänd av: \(approval.callerID) (\(approval.roleCode))")
        }
        if self.purge.state == .proposed { lines.append("Väntar på \(2 - self.purge.approvals.count) godkännande(n).") }
        if !self.items.isEmpty {
            var table = TextTable(["person", "född", "sista dag", "skäl"])
            for item in self.items {
                table.add([
                    item.youngPersonID.isEmpty ? "(visas inte)" : item.youngPersonID, "\(item.birthYear)", item.lastDay,
                    item.reason == .policy ? "egen regel" : "förordningen",
                ])
            }
            lines += table.lines
        }
        return lines
    }

    private var policy: String {
        self.purge.monthsAfterCoverage == 0
            ? "egen regel, som inte är påslagen"
            : "den egna regeln, \(self.purge.monthsAfterCoverage) månader efter att ansvaret upphörde"
    }

    private var state: String {
        switch self.purge.state {
        case .proposed: "förslag"
        case .approved: "godkänd, inte verkställd"
        case .running: "verkställs"
        case .done: "verkställd, ingenting finns kvar"
        case .dropped: "ersatt av ett senare förslag"
        case .unspecified, .unrecognized: "okänt läge"
        }
    }
}
