import Foundation
import Logging
import Testing

@testable import KAAKernel

struct StructuredLogTests {
    private struct Failing: Error {
        let secret = "200801012384"
    }

    private func logger(_ collector: LineCollector, _ format: LogFormat, level: Logger.Level = .info) -> Logger {
        Logger(label: "kaa.test") { label in
            StructuredLog(
                label: label,
                level: level,
                format: format,
                clock: ManualClock(Date(timeIntervalSince1970: 1_800_000_000.5)),
                write: { collector.append($0) }
            )
        }
    }

    @Test func writesOneJSONObjectPerRecord() throws {
        let collector = LineCollector()
        var logger = self.logger(collector, .json)
        logger[metadataKey: "module"] = "outreach"
        logger.notice("First\nand \"second\"", metadata: ["n": "1", "level": "mine"])
        let line = try #require(collector.lines.first)
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]

        #expect(
            object == [
                "time": "2027-01-15T08:00:00.500Z", "level": "notice", "logger": "kaa.test",
                "message": "First\nand \"second\"", "module": "outreach", "n": "1", "metadata.level": "mine",
            ]
        )
        #expect(line.last == "\n")
        #expect(line.count { $0 == "\n" } == 1)
    }

    @Test func writesPairsForPeople() {
        let collector = LineCollector()
        self.logger(collector, .logfmt).info("Ready to serve", metadata: ["port": "8443", "empty": ""])

        #expect(
            collector.lines == [
                "time=2027-01-15T08:00:00.500Z level=info logger=kaa.test message=\"Ready to serve\" empty=\"\" port=8443\n"
            ]
        )
    }

    @Test(arguments: LogFormat.allCases)
    func blanksPersonnummerEverywhere(format: LogFormat) {
        let collector = LineCollector()
        var logger = self.logger(collector, format)
        logger[metadataKey: "a"] = "200801012384"
        logger.error("about 20080101-2384", metadata: ["b": ["c": "0801012384"], "d": [.string("080101-2384")]])
        logger.error("failed", error: Failing())

        #expect(collector.lines.count == 2)
        #expect(collector.lines.allSatisfy { !$0.contains("2384") && $0.contains("[redacted]") })
        #expect(collector.lines.last?.contains("Failing") == true)
    }

    @Test func leavesOutWhatIsBelowItsLevel() {
        let collector = LineCollector()
        self.logger(collector, .json, level: .warning).notice("unheard")
        #expect(collector.lines.isEmpty)
    }
}
