/// A part of the engine that is fed arbitrary bytes.
enum FuzzTarget: String, CaseIterable {
    case frames
    case deframer
    case wire
    case json

    /// Feeds one input.
    ///
    /// - Throws: ``FuzzFinding`` if what must always hold does not.
    func run(_ input: [UInt8]) throws {
        switch self {
        case .frames: try FrameFuzzing.run(input)
        case .deframer: try DeframerFuzzing.run(input)
        case .wire: try WireFuzzing.run(input)
        case .json: try JSONFuzzing.run(input)
        }
    }
}
