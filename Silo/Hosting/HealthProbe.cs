namespace OrleansScaler.Silo.Hosting;

/// <summary>Asks a health address once.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Exit code 0 when the address answers with success, 1 otherwise, saying why.</summary>
    public static async Task<int> RunAsync(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            Console.Error.WriteLine($"'{address}' is no address; write --probe=http://127.0.0.1:8080/readyz.");
            return 2;
        }

        using var http = new HttpClient { Timeout = s_patience };
        try
        {
            using var response = await http.GetAsync(uri).ConfigureAwait(false);
            Console.WriteLine($"{(int)response.StatusCode} {response.ReasonPhrase}");
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine($"{address} does not answer: {e.Message}");
            return 1;
        }
    }
}
