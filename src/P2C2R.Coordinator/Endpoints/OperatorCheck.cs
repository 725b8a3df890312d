using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>Whether a request comes from the operator: it carries the token of the file <c>operator.token</c>.</summary>
internal static class OperatorCheck
{
    private const int MaxHeaderLength = 256;

    /// <summary>Compares in constant time.</summary>
    public static bool Passes(HttpRequest request, Services services)
    {
        if (request.Headers.Authorization is not [{ } value] || value.Length > MaxHeaderLength) return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes($"Bearer {services.OperatorToken}"));
    }
}
