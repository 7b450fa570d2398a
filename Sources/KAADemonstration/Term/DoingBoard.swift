/// A board whose staff does something in the script.
package enum DoingBoard: String, Sendable, CaseIterable {
    case arbetsmarknadsnamnden = "AMN"
    case utbildningsnamnden = "UTBN"
    case stadsdelsnamnden = "SDN"
}
