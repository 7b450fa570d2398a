import Foundation
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension ServedKaad {
    /// The page that monitoring gets.
    func metricsPage() async throws -> String {
        let address = try #require(self.metrics)
        let url = try #require(URL(string: "http://\(address)/metrics"))
        let (bytes, answer) = try await URLSession.shared.data(from: url)
        #expect((answer as? HTTPURLResponse)?.statusCode == 200)
        return String(decoding: bytes, as: UTF8.self)
    }
}
