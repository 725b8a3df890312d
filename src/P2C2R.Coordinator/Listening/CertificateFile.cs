using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace P2C2R.Coordinator.Listening;

/// <summary>Loads the certificate that the operator names.</summary>
internal static class CertificateFile
{
    /// <summary>The certificate with its key, or null where TLS isn't configured.</summary>
    /// <exception cref="CoordinatorException">It can't be used.</exception>
    public static X509Certificate2? Load(CoordinatorOptions options)
    {
        if (options.Certificate is not { } path) return null;
        try
        {
            var isPackage = path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".p12", StringComparison.OrdinalIgnoreCase);
            var certificate = isPackage ? X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword)
                : options.CertificatePassword is { } password ? X509Certificate2.CreateFromEncryptedPemFile(path, password, options.CertificateKey)
                : X509Certificate2.CreateFromPemFile(path, options.CertificateKey);
            if (!certificate.HasPrivateKey) throw new CryptographicException("it has no private key; name it with --certificate-key");
            return certificate;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CoordinatorException(CoordinatorFault.BadCertificate, $"the certificate {path} can't be used: {e.Message}");
        }
    }
}
