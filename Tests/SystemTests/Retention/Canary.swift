import Foundation
import KAADemonstration
import KAAKernel
import KAAKernelContract
import KAARPC
import Testing

/// Somebody unmistakable whose time in the register is over, among others whose time is not.
struct Canary {
    /// A day on which everyone is covered, long before today.
    static let day = "2024-11-20"

    let personnummer: String
    let feeds: [Feed: [String]]

    /// What of the person must be nowhere in the end, one text a line.
    var traces: [String] {
        [self.personnummer, "Kanariella", "Gallringsson", "Försvinnandegränd 21", "GALLRINGSBY"]
    }

    init() throws {
        self.personnummer = try TestPersonnummer.digits(bornOn: "2004-12-31", individualNumber: 239)
        let others = try (0..<20).map { index in
            try TestPersonnummer.digits(bornOn: .init(daysSinceEpoch: 13_900 + Int32(index)), individualNumber: 238)
        }
        let older = try (0..<20).map { index in
            try TestPersonnummer.digits(bornOn: .init(daysSinceEpoch: 13_208 + Int32(index)), individualNumber: 238)
        }
        self.feeds = [
            .folkbokforing: [
                "\(self.personnummer),Kanariella,Gallringsson,Försvinnandegränd 21,16210,GALLRINGSBY,0180,2010-05-05,04,,,"
            ]
                + (others + older).map { "\($0),Testa,Testsson,Provgatan 1,16210,Teststad,0180,2010-05-05,04,,," },
            .elevregister: ["\(self.personnummer),GY,IMV,12345678,2021-08-15,2023-10-10"],
            .meriter: ["\(older[0]),GYMNASIEEXAMEN,2023-06-12"],
        ]
    }

    /// Writes the files of a day.
    func write(to folder: URL, day: String = Self.day) throws {
        for (feed, rows) in self.feeds {
            let text = ([feed.columns.joined(separator: ",")] + rows).map { "\($0)\r\n" }.joined()
            try Data(text.utf8).write(to: folder.appending(path: "\(feed.rawValue)-\(day).csv"))
        }
    }
}
