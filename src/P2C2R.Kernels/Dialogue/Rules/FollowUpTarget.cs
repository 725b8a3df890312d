namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Who shall answer an event that follows. The numbers are part of the canonical bytes.</summary>
internal enum FollowUpTarget : byte
{
    /// <summary>Anybody but who just spoke.</summary>
    Anyone = 0,

    /// <summary>Who was spoken to.</summary>
    Listener = 1,

    /// <summary>Who just spoke goes on.</summary>
    Speaker = 2,

    /// <summary>Somebody by name.</summary>
    Named = 3,
}
