import ArgumentParser

/// How a command writes a result for people, or for programs.
enum ResultFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}
