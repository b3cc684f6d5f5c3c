# Makes ../data/references.json with psych 2.2.9, lavaan 0.6-14, polycor 0.8-1 and mvtnorm 1.1-3 (Debian 12).
# Run once, in this folder, after simulate.R: Rscript references.R
suppressMessages({ library(psych); library(lavaan); library(polycor); library(mvtnorm); library(jsonlite) })

read <- function(name) read.csv(file.path("..", "data", name))[, -1]
one <- read("one_factor.csv"); one$q3 <- 4 - one$q3
blanks <- read("blanks.csv"); blanks$q3 <- 4 - blanks$q3
two <- read("two_factors.csv")
sparse <- read("sparse.csv")
out <- list()

# bivariate normal
grid <- expand.grid(h = c(-2.5, -0.3, 0, 1.2, 4), k = c(-1.7, 0, 0.8, 3), r = c(-0.999, -0.95, -0.6, -0.1, 0, 0.3, 0.74, 0.93, 0.999))
out$bivariate <- data.frame(grid, p = mapply(function(h, k, r)
  pmvnorm(upper = c(h, k), corr = matrix(c(1, r, r, 1), 2), algorithm = TVPACK(abseps = 1e-14))[1], grid$h, grid$k, grid$r))

# items and alpha
a <- alpha(one)
omit <- function(x) x[complete.cases(x), ]
stats <- function(x) {
  a <- alpha(x)
  list(alpha = a$total$raw_alpha, std = a$total$std.alpha, g6 = a$total[["G6(smc)"]],
       drop = a$alpha.drop$raw_alpha, rest = a$item.stats$r.drop, mean = a$item.stats$mean, sd = a$item.stats$sd,
       skew = apply(x, 2, function(v) { v <- v[!is.na(v)]; n <- length(v); m <- mean(v); s2 <- sum((v - m)^2) / n; (sum((v - m)^3) / n) / s2^1.5 * sqrt(n * (n - 1)) / (n - 2) }),
       lambda2 = { C <- cov(x); p <- ncol(C); D <- C; diag(D) <- 0; (sum(D) + sqrt(p / (p - 1) * sum(D^2))) / sum(C) })
}
feldt <- function(a, n, k) { f1 <- qf(.975, n - 1, (n - 1) * (k - 1)); f2 <- qf(.025, n - 1, (n - 1) * (k - 1)); c(1 - (1 - a) * f1, 1 - (1 - a) * f2) }
bonett <- function(a, n, k) 1 - exp(log(1 - a) + c(1, -1) * qnorm(.975) * sqrt(2 * k / ((k - 1) * (n - 2))))
out$one <- stats(one); out$one$feldt <- feldt(out$one$alpha, nrow(one), ncol(one)); out$one$bonett <- bonett(out$one$alpha, nrow(one), ncol(one))
out$blanks <- stats(omit(blanks)); out$blanks$n <- nrow(omit(blanks))
out$blanks$pairwise_cor <- cor(blanks, use = "pairwise")[lower.tri(diag(8))]

# omega of one minres factor
f1 <- fa(one, 1, fm = "minres", rotate = "none")
l <- abs(f1$loadings[, 1]); out$one$minres <- unname(f1$loadings[, 1]); out$one$rms <- f1$rms
out$one$omega <- sum(l)^2 / (sum(l)^2 + sum(1 - l^2))

# test-retest
before <- read.csv("../data/first_time.csv"); after <- read.csv("../data/second_time.csv")
pair <- merge(data.frame(id = before$id, x = rowSums(before[, -1])), data.frame(id = after$id, y = rowSums(after[, -1])))
ct <- cor.test(pair$x, pair$y)
ic <- ICC(pair[, c("x", "y")], lmer = FALSE)$results
out$retest <- list(n = nrow(pair), r = unname(ct$estimate), r_ci = as.numeric(ct$conf.int),
  agreement = unlist(ic["Single_random_raters", c("ICC", "lower bound", "upper bound")], use.names = FALSE),
  consistency = unlist(ic["Single_fixed_raters", c("ICC", "lower bound", "upper bound")], use.names = FALSE),
  mean = c(mean(pair$x), mean(pair$y)), sd = c(sd(pair$x), sd(pair$y)))

# polychoric: polycor (two-step, thresholds of the table) pair by pair; lavaan for the standard errors of two steps
poly <- function(x) { p <- ncol(x); r <- c(); for (j in 1:(p - 1)) for (i in (j + 1):p) r <- c(r, polychor(x[, i], x[, j], ML = FALSE, control = list(reltol = 1e-14))); r }
out$one$polychoric <- poly(one)
out$two <- list(polychoric = poly(two))
out$sparse <- list(polychoric = poly(sparse[, 3:6]))

model <- function(x) paste("f =~", paste(colnames(x), collapse = " + "))
measures <- c("chisq", "df", "pvalue", "baseline.chisq", "cfi", "tli", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "srmr")
ml <- cfa(model(one), one, std.lv = TRUE)
std <- standardizedSolution(ml); raw <- parameterEstimates(ml)
pick <- function(t, col) t[t$op == "=~", col]
out$ml <- c(as.list(fitMeasures(ml, measures)), list(loading = pick(raw, "est"), se = pick(raw, "se"), std = pick(std, "est.std"), std_se = pick(std, "se")))
ml2 <- cfa(model(two), two, std.lv = TRUE)
out$ml_two <- c(as.list(fitMeasures(ml2, measures)), list(std = pick(standardizedSolution(ml2), "est.std")))

scaled <- c(measures, "chisq.scaled", "df.scaled", "pvalue.scaled", "baseline.chisq.scaled", "cfi.scaled", "tli.scaled", "rmsea.scaled", "rmsea.ci.lower.scaled", "rmsea.ci.upper.scaled", "chisq.scaling.factor")
dwls <- function(x) {
  fit <- cfa(model(x), x, ordered = colnames(x), estimator = "WLSMV", std.lv = TRUE)
  p <- ncol(x); g <- lavTech(fit, "gamma")[[1]]; th <- nrow(g) - p * (p - 1) / 2
  c(as.list(fitMeasures(fit, scaled)), list(loading = pick(parameterEstimates(fit), "est"), se = pick(parameterEstimates(fit), "se"),
    polychoric = lavInspect(fit, "sampstat")$cov[lower.tri(diag(p))], se_polychoric = sqrt(diag(g)[-(1:th)] / nrow(x))))
}
out$dwls <- dwls(one); out$dwls_two <- dwls(two)

# several factors
f2 <- fa(two, 2, fm = "minres", rotate = "none"); vm <- varimax(unclass(f2$loadings), normalize = TRUE, eps = 1e-14)
ob <- GPArotation::oblimin(unclass(f2$loadings), eps = 1e-9, maxit = 10000)
out$two$minres <- list(unique = unname(f2$uniquenesses), rms = f2$rms, objective = f2$criteria[["objective"]],
  varimax = unname(unclass(vm$loadings)), oblimin = unname(ob$loadings), phi = unname(ob$Phi), eigen = eigen(cor(two))$values)
fp <- fa(out_r <- polychoric(two)$rho, 2, n.obs = nrow(two), fm = "minres", rotate = "none"); out$two$poly_unique <- unname(fp$uniquenesses)
set.seed(1); pa <- fa.parallel(two, fa = "pc", plot = FALSE, n.iter = 2000, sim = TRUE, quant = .95)
set.seed(2); drawn <- replicate(2000, eigen(cor(matrix(rnorm(500 * 10), 500)))$values)
out$two$parallel <- list(mean = rowMeans(drawn), components = pa$ncomp)

# non-central chi-square
nc <- expand.grid(x = c(5, 30, 80, 600), df = c(3, 20), ncp = c(0.5, 10, 90, 500))
out$noncentral <- data.frame(nc, p = pchisq(nc$x, nc$df, nc$ncp))
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = 1), "../data/references.json")
