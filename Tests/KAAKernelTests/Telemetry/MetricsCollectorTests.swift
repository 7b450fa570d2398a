import KAARPC
import Metrics
import Testing

@testable import KAAKernel

struct MetricsCollectorTests {
    private func page(_ count: (MetricsCollector) -> Void) -> [String] {
        let collector = MetricsCollector()
        count(collector)
        return MetricFamily.page(collector.families).split(separator: "\n").map(String.init).filter {
            !$0.hasPrefix("#")
        }
    }

    @Test func keepsWhatIsCountedByNameAndLabels() {
        let page = self.page { collector in
            let labels = [("publisher", "outreach"), ("consumer", "reporting")]
            Counter(label: "kaa_events_parked_total", dimensions: labels, factory: collector).increment(by: 2)
            Counter(label: "kaa_events_parked_total", dimensions: labels.reversed(), factory: collector).increment()
            Gauge(label: "kaa_queue", factory: collector).record(2.5)
        }
        #expect(
            page == [
                #"kaa_events_parked_total{consumer="reporting",publisher="outreach"} 3"#, "kaa_queue 2.5",
                "kaa_metrics_left_out_total 0",
            ]
        )
    }

    @Test func putsDurationsIntoRangesOfSeconds() {
        let page = self.page { collector in
            let timer = Timer(label: "kaa_job_seconds", factory: collector)
            timer.recordMilliseconds(5)
            timer.recordSeconds(7200)
        }
        #expect(page.contains(#"kaa_job_seconds_bucket{le="0.001"} 0"#))
        #expect(page.contains(#"kaa_job_seconds_bucket{le="0.01"} 1"#))
        #expect(page.contains(#"kaa_job_seconds_bucket{le="1800.0"} 1"#))
        #expect(page.contains(#"kaa_job_seconds_bucket{le="+Inf"} 2"#))
        #expect(page.contains("kaa_job_seconds_sum 7200.005"))
        #expect(page.contains("kaa_job_seconds_count 2"))
    }

    @Test func neverMakesAPersonALabel() {
        let page = self.page { collector in
            let labels = [("module", "199001012385"), ("board", "of 19900101-2385")]
            Counter(label: "kaa_calls_total", dimensions: labels, factory: collector).increment()
        }
        #expect(page[0] == #"kaa_calls_total{board="of [redacted]",module="[redacted]"} 1"#)
    }

    @Test func keepsNoMoreThanABoundedNumberOfSeries() {
        let page = self.page { collector in
            for number in 0..<300 {
                Counter(label: "kaa_many_total", dimensions: [("n", "\(number)")], factory: collector).increment()
            }
        }
        #expect(page.filter { $0.hasPrefix("kaa_many_total") }.count == 200)
        #expect(page.last == "kaa_metrics_left_out_total 100")
    }

    @Test(arguments: ["", "kaa.dots", "kaa-hyphens", "1kaa", "kaa total"])
    func leavesOutWhatCannotBeAName(name: String) {
        let page = self.page { Counter(label: name, factory: $0).increment() }
        #expect(page == ["kaa_metrics_left_out_total 1"])
    }

    @Test func givesOneNameOneKind() {
        let page = self.page { collector in
            Counter(label: "kaa_one", factory: collector).increment()
            Gauge(label: "kaa_one", factory: collector).record(5)
        }
        #expect(page == ["kaa_one 1", "kaa_metrics_left_out_total 1"])
    }
}
