import ArgumentParser

/// How a command writes a list.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
    case csv
    case json
}
