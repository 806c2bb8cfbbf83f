/// What the lab's own keys do, on whichever screen they are pressed.
enum LabAction: Sendable, Equatable {
    case quit
    case suspend
    case pauseOrResume
    /// The screen at this place of the tabs.
    case show(screen: Int)
    case cancelLoading
    /// Says where the keys of the run act.
    case tellWhereRunKeysAct

    case openPalette
    case closePalette
    case moveInPalette(by: Int)
    case takeFromPalette
    /// Copies the command line that trains what is shown.
    case copyCommand

    case openHelp
    case closeHelp
    case scrollHelp(rows: Int)

    case moveInDialog(by: Int)
    case takeChoice
    case closeDialog
}
