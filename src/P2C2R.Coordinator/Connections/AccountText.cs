using System.Globalization;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>Reads accounts in the form that <see cref="AccountId.ToString"/> writes, for example <c>a17</c>.</summary>
internal static class AccountText
{
    /// <summary>False where it isn't one.</summary>
    public static bool TryParse(string text, out AccountId account)
    {
        var good = text.Length > 1 && text[0] == 'a' && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        account = good ? new AccountId(long.Parse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture)) : AccountId.None;
        return good;
    }
}
