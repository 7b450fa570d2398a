import KAAWire
import TestContracts

extension Kaa.Testing.V1.Kinds {
    /// A message with every field set to something other than its default.
    static let full = Self(
        text: "räksmörgås \u{1F990}",
        blob: [0, 255, 7],
        flag: true,
        i32: .min,
        i64: .min,
        u32: .max,
        u64: .max,
        s32: -1,
        s64: .max,
        f32: 1,
        f64: 2,
        sf32: -3,
        sf64: -4,
        real32: 1.5,
        real64: -0.1,
        colour: .darkBlue,
        leaf: Kaa.Testing.V1.Leaf(name: "leaf", size: 3),
        texts: ["one", "", "three"],
        blobs: [[1], [], [3]],
        numbers: [1, -1, 0],
        colours: [.red, .unrecognized(77)],
        leaves: [Kaa.Testing.V1.Leaf(name: "a"), Kaa.Testing.V1.Leaf()],
        flags: [true, false],
        reals: [0.5, .infinity],
        counts: ["b": 2, "a": -1, "": 0],
        leavesByNumber: [-1: Kaa.Testing.V1.Leaf(size: 9), 7: Kaa.Testing.V1.Leaf()],
        maybeText: "",
        maybeNumber: 0,
        maybeFlag: false,
        maybeColour: .unspecified,
        moment: Google.Protobuf.Timestamp(seconds: 1_771_372_800, nanos: 5_000_000),
        span: Google.Protobuf.Duration(seconds: -1, nanos: -500_000_000),
        maybeBlob: [],
        choice: .chosenLeaf(Kaa.Testing.V1.Leaf(name: "chosen"))
    )
}
