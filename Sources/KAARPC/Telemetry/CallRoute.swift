/// How a call reaches its handler; the label `route` of what is counted about calls.
enum CallRoute: String, CaseIterable {
    case network
    case inProcess = "in_process"
}
