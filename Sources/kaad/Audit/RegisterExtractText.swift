import Foundation
import GuidanceContract
import InterventionsContract
import KAAKernel
import KAAKernelContract
import KAAWire
import OutreachContract

/// The register extract in Swedish, line by line.
///
/// - Note: Dataskyddsförordningen (EU) 2016/679 article 15.1 a–h; förordningen (2006:39) 2 b § for the right to object,
///   7 § for deletion.
struct RegisterExtractText {
    /// What one board did on one day, for one purpose.
    private struct Access: Hashable {
        let day: CivilDate
        let board: String
        let kind: Kaa.Kernel.V1.CallerKind
        let purpose: Kaa.Kernel.V1.Purpose
        let access: Kaa.Kernel.V1.Access
    }

    private let file: PersonFile
    private let day: CivilDate

    init(_ file: PersonFile, on day: CivilDate) {
        self.file = file
        self.day = day
    }

    var lines: [String] {
        ["REGISTERUTDRAG", "Enligt artikel 15 i dataskyddsförordningen (EU) 2016/679. Framtaget \(self.day).", ""]
            + self.holdings + self.documentation + self.gaps + self.circumstances + self.disclosures + self.accesses
    }

    private var holdings: [String] {
        let person = self.file.person
        var lines = ["UPPGIFTER OM DIG"]
        let values = [
            ("Personnummer eller samordningsnummer", person.personnummer),
            ("Namn", "\(person.givenName) \(person.familyName)"),
            ("Adress", person.addressMasked ? Self.masked : Self.address(of: person)),
            ("Stadsdelsområde", person.addressMasked ? Self.masked : person.districtCode),
            ("Omfattas av aktivitetsansvaret sedan", person.coveredSince ?? "omfattas inte"),
            ("Nästa kontakt", person.nextContactOn ?? "ingen planerad"),
        ]
        for (label, value) in values { lines.append("  \(label): \(value.isEmpty ? "saknas" : value)") }
        if let coverage = self.file.coverage {
            lines += ["", "HUR DET AVGÖRS OM DU OMFATTAS", "  Regel: \(coverage.rule), \(coverage.statute)"]
            lines += coverage.conditions.map { condition in
                let source = condition.source.isEmpty ? "" : " (\(condition.source))"
                return "  \(condition.condition): \(condition.met ? "ja" : "nej"), \(condition.input)\(source)"
            }
        }
        return lines
    }

    private static let masked = "skyddad, lämnas till dig av den som handlägger ditt ärende"

    private static func address(of person: Kaa.Outreach.V1.YoungPerson) -> String {
        "\(person.streetAddress), \(person.postalCode) \(person.postTown)"
    }

    private var documentation: [String] {
        var lines = ["", "KONTAKTFÖRSÖK"]
        lines += Self.list(
            self.file.contactAttempts.map { "\($0.attemptedOn): \($0.step.mnemonic), \($0.result.mnemonic)" }
        )
        lines += ["", "INSATSER"]
        lines += Self.list(
            self.file.interventions.map { intervention in
                let end = intervention.endedOn.map { "till \($0)" } ?? "pågår"
                let reason = intervention.endReason.map { ", slutade: \($0.mnemonic)" } ?? ""
                return "\(intervention.typeCode): från \(intervention.startedOn), \(end)\(reason)"
            }
        )
        lines += ["", "VÄGLEDNINGSSAMTAL"]
        lines += Self.list(
            self.file.guidanceSessions.map { "\($0.scheduledOn): \($0.topic.mnemonic), \($0.state.mnemonic)" }
        )
        lines += ["", "SAMTYCKEN"]
        return lines
            + Self.list(
                self.file.consents.map { consent in
                    let end = consent.revokeTime.map { ", återkallat \(CivilDate(swedishDayOf: $0.moment))" } ?? ""
                    return "\(consent.validFrom) till \(consent.validUntil): från "
                        + "\(Self.names(ofBoards: consent.disclosingBoards)) till "
                        + "\(Self.names(ofBoards: consent.receivingBoards)), uppgifter om "
                        + consent.dataClasses.map(\.mnemonic).joined(separator: ", ") + end
                }
            )
    }

    private var gaps: [String] {
        let failed = self.file.gaps.map { "  OBS: utdraget saknar en del som inte kunde hämtas (\($0.part))." }
        return (failed.isEmpty ? [] : [""] + failed)
            + [
                "", "DETTA VISAR UTDRAGET INTE",
                "  Registret kan också ha det som räknas upp här. Det kan inte tas ut på det här sättet ännu; begär det av "
                    + "den som handlägger ditt ärende.",
            ] + UnservedPart.allCases.map { "  \($0.swedish)" } + [""]
    }

    /// What one board has told another, by the receipts in the audit log.
    private var disclosures: [String] {
        var seen: Set<String> = []
        let lines = self.file.receipts.compactMap { receipt -> String? in
            guard let time = receipt.discloseTime else { return nil }
            let line =
                "\(CivilDate(swedishDayOf: time.moment)): \(Self.name(ofBoard: receipt.discloserBoard)) till "
                + "\(Self.name(ofBoard: receipt.receiverBoard)), \(receipt.fieldPaths.joined(separator: ", ")), med stöd av "
                + receipt.ground.mnemonic
            return seen.insert(line).inserted ? line : nil
        }
        return ["UPPGIFTER SOM EN NÄMND HAR LÄMNAT TILL EN ANNAN"] + Self.list(lines) + [""]
    }

    private static func names(ofBoards texts: [String]) -> String {
        texts.map(self.name(ofBoard:)).joined(separator: ", ")
    }

    private var circumstances: [String] {
        [
            "VARFÖR UPPGIFTERNA FINNS",
            "  Ändamål: kommunens aktivitetsansvar, skollagen (2010:800) 29 kap. 9 §, och uppgifter till den nationella "
                + "uppföljningen, 26 kap. 25 §.",
            "  Rättslig grund: rättslig förpliktelse och uppgift av allmänt intresse, artikel 6.1 c och e.",
            "  Slag av uppgifter: de som förordningen (2006:39) 4 § räknar upp, och inga andra.",
            "  Källor: folkbokföringen, skolornas elevregister, betygs- och meritregister, och du själv.",
            "  Lagringstid: uppgifterna gallras senast \(self.deadline), förordningen (2006:39) 7 §.",
            "  Automatiserade beslut: en regel avgör om du omfattas; en samordnare kan förklara varje villkor.",
            "",
            "DINA RÄTTIGHETER",
            "  Du kan begära rättelse, radering eller begränsning av felaktiga uppgifter.",
            "  Rätten att göra invändningar gäller inte för registret, förordningen (2006:39) 2 b §.",
            "  Du kan klaga hos Integritetsskyddsmyndigheten.",
            "",
        ]
    }

    /// The end of the year in which the person turns 21.
    private var deadline: String {
        Int(self.file.person.personnummer.prefix(4)).map { "\($0 + 21)-12-31" } ?? "den 31 december det år du fyller 21"
    }

    private var accesses: [String] {
        var counts: [Access: Int] = [:]
        for logged in self.file.accesses {
            guard let record = logged.record, record.outcome == .granted, let time = record.recordTime else { continue }
            let access = Access(
                day: CivilDate(swedishDayOf: time.moment),
                board: record.callerBoard,
                kind: record.callerKind,
                purpose: record.purpose,
                access: record.access
            )
            counts[access, default: 0] += 1
        }
        let ordered = counts.sorted { left, right in
            (right.key.day, left.key.board, left.key.purpose.rawValue, left.key.access.rawValue)
                < (left.key.day, right.key.board, right.key.purpose.rawValue, right.key.access.rawValue)
        }
        let lines = ordered.map { access, count in
            let who = access.kind == .system ? "ett system hos" : "en handläggare hos"
            return "\(access.day): \(who) \(Self.name(ofBoard: access.board)) har \(Self.name(of: access.access)) "
                + "för \(Self.name(of: access.purpose)), \(count) \(count == 1 ? "gång" : "gånger")"
        }
        return ["VILKA SOM HAR TAGIT DEL AV UPPGIFTERNA"] + Self.list(lines)
    }

    private static func list(_ lines: [String]) -> [String] {
        lines.isEmpty ? ["  inga"] : lines.map { "  \($0)" }
    }

    private static func name(ofBoard text: String) -> String {
        switch Board(text) {
        case .amn: "arbetsmarknadsnämnden"
        case .utbn: "utbildningsnämnden"
        case .son: "socialnämnden"
        case .ks: "kommunstyrelsen"
        case .sdn: "en stadsdelsnämnd"
        case .external, nil: "en part utanför kommunen"
        }
    }

    private static func name(of access: Kaa.Kernel.V1.Access) -> String {
        switch access {
        case .read: "läst uppgifter"
        case .write: "ändrat uppgifter"
        case .none, .aggregate, .unspecified, .unrecognized: "hanterat uppgifter"
        }
    }

    private static func name(of purpose: Kaa.Kernel.V1.Purpose) -> String {
        switch purpose {
        case .kaaDuty: "aktivitetsansvaret"
        case .nationalReport: "den nationella uppföljningen"
        case .statistics: "statistik"
        case .operation: "drift"
        case .audit: "tillsyn"
        case .unspecified, .unrecognized: "ett ändamål som inte angavs"
        }
    }
}
