using OrleansScaler.Cli.Verbs;

using var interruption = new Interruption();
return await CommandLine.RunAsync(args, interruption.Token);
