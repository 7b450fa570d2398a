import ArgumentParser

/// How a command writes its result.
enum ResultFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case csv
    case json
}
